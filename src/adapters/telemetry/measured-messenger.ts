import type { Messenger, OutgoingMessage } from '../../ports/messenger.js';
import type { PhoneNumbers } from '../../ports/phone-numbers.js';
import type { Telemetry } from '../../ports/telemetry.js';

const CODE = 'security-code';

/** Writes one line of the function's log. */
type Log = (line: string) => void;

/** A messenger whose every message is timed, counted and logged: how, of which template, to which calling code, never to whom. */
export function measuredMessenger(
  messenger: Messenger,
  telemetry: Telemetry,
  phoneNumbers: Pick<PhoneNumbers, 'callingCode'>,
  log: Log,
): Messenger {
  const step = <T>(name: string, work: () => Promise<T>) =>
    telemetry.span(name, { kind: 'client', facts: { delivery: 'call' } }, work);
  return {
    send: (message, options) => {
      const facts = {
        delivery: message.delivery,
        template: message.template,
        calling_code: callingCodeOf(message, phoneNumbers),
      };
      return telemetry.span(`send ${message.delivery}`, { kind: 'client', facts }, async (span) => {
        const started = performance.now();
        let outcome = 'unavailable';
        try {
          const result = await messenger.send(message, options);
          outcome = result.kind;
          return result;
        } finally {
          span.add({ outcome });
          if (outcome !== 'accepted') span.fail();
          tell(telemetry, log, { ...facts, outcome }, performance.now() - started);
        }
      });
    },
    play: (callConnectionId, speech) => step('play call', () => messenger.play(callConnectionId, speech)),
    hangUp: (callConnectionId) => step('hang up call', () => messenger.hangUp(callConnectionId)),
  };
}

interface MessageFacts {
  readonly delivery: OutgoingMessage['delivery'];
  readonly template: string;
  readonly calling_code: string | undefined;
  readonly outcome: string;
}

function tell(telemetry: Telemetry, log: Log, facts: MessageFacts, milliseconds: number): void {
  const { calling_code: callingCode, delivery, outcome, template } = facts;
  telemetry.record('security_info.provider.duration', milliseconds / 1000, { delivery, outcome });
  const [what, about] = template === CODE ? (['codes', {}] as const) : (['notices', { template }] as const);
  const where = { ...about, delivery, calling_code: callingCode };
  if (outcome === 'accepted') telemetry.count(`security_info.${what}.sent`, where);
  else telemetry.count(`security_info.${what}.not_sent`, { ...where, reason: outcome });
  log(
    JSON.stringify({
      ...{ event: 'message', template, delivery, callingCode, outcome },
      milliseconds: Math.round(milliseconds),
    }),
  );
}

function callingCodeOf(
  { delivery, to }: OutgoingMessage,
  phoneNumbers: Pick<PhoneNumbers, 'callingCode'>,
): string | undefined {
  if (delivery === 'email') return undefined;
  try {
    return phoneNumbers.callingCode(to);
  } catch {
    // A number that newer metadata does not know any more: it gets its message all the same.
    return undefined;
  }
}
