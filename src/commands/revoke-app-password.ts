import type { StepUpRefusal } from '../domain/access.js';
import { revokeAppPassword as decide } from '../domain/app-passwords.js';
import type { AppPasswordId, EventId } from '../domain/identifiers.js';
import type { Outcome } from '../domain/outcome.js';
import type { Caller } from '../domain/session.js';
import { changeAsCaller, type AskedParts } from './change-account.js';

/** APP-1: it opens nothing from then on; a token that it gave before ends within the hour. */
export async function revokeAppPassword(
  parts: AskedParts,
  caller: Caller,
  { appPasswordId }: { readonly appPasswordId: AppPasswordId },
): Promise<Outcome<undefined, StepUpRefusal | 'not-found' | 'unauthenticated'>> {
  const eventId = parts.random.id() as EventId;
  return changeAsCaller(parts, caller, (account, now) =>
    decide(account, caller, appPasswordId, eventId, now),
  );
}
