import type { StepUpRefusal } from '../domain/access.js';
import type { EventId } from '../domain/identifiers.js';
import type { Outcome } from '../domain/outcome.js';
import type { Caller } from '../domain/session.js';
import { setTwoStepVerification as decide } from '../domain/two-step.js';
import { changeAsCaller, type AskedParts } from './change-account.js';

/** TSV-1: every contact is told. */
export async function setTwoStepVerification(
  parts: AskedParts,
  caller: Caller,
  { enabled }: { readonly enabled: boolean },
): Promise<Outcome<{ readonly enabled: boolean }, StepUpRefusal | 'no-usable-contact' | 'unauthenticated'>> {
  const eventId = parts.random.id() as EventId;
  return changeAsCaller(parts, caller, (account, now) =>
    decide(account, caller, enabled, eventId, now, parts.policy),
  );
}
