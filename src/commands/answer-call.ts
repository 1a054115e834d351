import { findChallenge } from '../domain/account.js';
import { closedReason, sends } from '../domain/challenge.js';
import type { DeliveryFailure } from '../domain/delivery-failure.js';
import type { DeliveryReport } from '../domain/delivery-report.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import { renderMessage } from '../messages/render.js';
import { outcomeOf } from '../ports/delivery-outcome.js';
import type { CallEvent } from '../ports/messenger.js';
import type { CallTicket } from '../ports/access-tokens.js';
import type { ChangeParts } from './change-account.js';
import { whereItWent } from './count-answer.js';
import type { Parts } from './parts.js';
import { readAccount } from './read-account.js';
import { recordDelivery } from './record-delivery.js';
import { securityCodeMessage } from './security-code-message.js';

type AnswerParts = ChangeParts &
  Pick<Parts, 'codes' | 'messenger' | 'phoneNumbers' | 'service' | 'tellOfDelivery' | 'tokens' | 'vault'>;

/**
 * A call we made goes on: once somebody answers, the code is derived and spoken; when all is said, we hang up. The
 * ticket in the callback address says which code, and that the call is ours.
 */
export async function answerCall(
  parts: AnswerParts,
  { ticket, events }: { readonly ticket: string; readonly events: readonly CallEvent[] },
): Promise<Outcome<Record<string, never>, 'unauthenticated'>> {
  const call = await parts.tokens.readCallTicket(ticket, parts.clock.now());
  if (call === undefined) return refuse({ code: 'unauthenticated' });
  for (const event of events) await follow(parts, call, event);
  return ok({});
}

async function follow(parts: AnswerParts, call: CallTicket, event: CallEvent): Promise<void> {
  switch (event.type) {
    case 'CallConnected':
      return speak(parts, call, event.callConnectionId);
    case 'PlayCompleted':
      await parts.messenger.hangUp(event.callConnectionId);
      return ended(parts, call, { status: 'delivered', at: event.at ?? parts.clock.now() });
    case 'PlayFailed':
      await parts.messenger.hangUp(event.callConnectionId);
      return ended(parts, call, failed(parts, event, 'unknown'));
    case 'CreateCallFailed':
      return ended(parts, call, failed(parts, event, 'unreachable'));
    default:
      return undefined;
  }
}

async function ended(parts: AnswerParts, call: CallTicket, report: DeliveryReport): Promise<void> {
  const account = await recordDelivery(parts, call, report);
  const callingCode = account && whereItWent(parts, account, call.challengeId).calling_code;
  parts.tellOfDelivery({ delivery: 'call', outcome: outcomeOf(report), callingCode });
}

function failed({ clock }: AnswerParts, { at }: CallEvent, failure: DeliveryFailure): DeliveryReport {
  return { status: 'failed', failure, at: at ?? clock.now() };
}

/** A code that is no longer the newest, or no longer good for anything, is not read out. */
async function speak(parts: AnswerParts, call: CallTicket, callConnectionId: string): Promise<void> {
  const read = await readAccount(parts, call.accountId);
  const challenge = read && findChallenge(read.account, call.challengeId);
  const stale =
    read === undefined ||
    challenge === undefined ||
    sends(challenge) !== call.send ||
    closedReason(challenge, read.now, parts.policy) !== undefined;
  if (stale) return parts.messenger.hangUp(callConnectionId);

  const message = securityCodeMessage(parts, call.accountId, challenge, call.send);
  const speech = renderMessage(message, read.account.locale, 'call', parts.service.name);
  return parts.messenger.play(callConnectionId, speech);
}
