import { confirmationView, type ConfirmationView } from '../domain/confirmation.js';
import { skipConfirmation as decide } from '../domain/confirming.js';
import type { EventId } from '../domain/identifiers.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import type { Caller } from '../domain/session.js';
import { changedByCaller, type AskedParts } from './change-account.js';
import type { Parts } from './parts.js';
import { sessionToken } from './session-token.js';

export interface Skipped {
  readonly confirmation: ConfirmationView;
  readonly accessToken: string;
}

/** CNF-3: not now. Gives the token that the notice stood before. */
export async function skipConfirmation(
  parts: AskedParts & Pick<Parts, 'tokens'>,
  caller: Caller,
): Promise<Outcome<Skipped, 'nothing-to-skip' | 'deadline-passed' | 'unauthenticated'>> {
  const eventId = parts.random.id() as EventId;
  const skipped = await changedByCaller(parts, caller, (account, now) =>
    decide(account, caller, eventId, now, parts.policy),
  );
  if (skipped === undefined) return refuse({ code: 'unauthenticated' });
  const { account, now, outcome } = skipped;
  if (!outcome.ok) return outcome;
  const accessToken = await sessionToken(parts, account, caller, caller, now);
  return ok({ confirmation: confirmationView(account.confirmation, now), accessToken });
}
