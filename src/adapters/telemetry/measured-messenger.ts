import type { Messenger, OutgoingMessage, SendResult } from '../../ports/messenger.js';
import type { PhoneNumbers } from '../../ports/phone-numbers.js';
import type { Telemetry } from '../../ports/telemetry.js';
import { Unavailable } from '../../ports/unavailable.js';
import { callingCodeOf } from '../phone-numbers/calling-code-of.js';

const CODE = 'security-code';
const TOO_MANY_REQUESTS = 429;

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
        calling_code: callingCodeTo(message, phoneNumbers),
      };
      return telemetry.span(`send ${message.delivery}`, { kind: 'client', facts }, async (span) => {
        const started = performance.now();
        let became: Became = { outcome: 'unavailable' };
        try {
          const result = await messenger.send(message, options);
          became = { outcome: result.kind };
          return result;
        } catch (error) {
          became = whyNot(error);
          throw error;
        } finally {
          const { outcome, status } = became;
          span.add({ outcome, 'http.response.status_code': status });
          if (outcome !== 'accepted') span.fail();
          tell(telemetry, log, { ...facts, ...became }, performance.now() - started);
        }
      });
    },
    play: (callConnectionId, speech) => step('play call', () => messenger.play(callConnectionId, speech)),
    hangUp: (callConnectionId) => step('hang up call', () => messenger.hangUp(callConnectionId)),
  };
}

/** `throttled`: the provider has had too many messages from us; `unavailable`: it failed, or did not answer in time. */
interface Became {
  readonly outcome: SendResult['kind'] | 'throttled' | 'unavailable';
  /** Of the answer that was no success, if one came. */
  readonly status?: number | undefined;
}

function whyNot(error: unknown): Became {
  const status = error instanceof Unavailable ? error.status : undefined;
  return { outcome: status === TOO_MANY_REQUESTS ? 'throttled' : 'unavailable', status };
}

interface MessageFacts extends Became {
  readonly delivery: OutgoingMessage['delivery'];
  readonly template: string;
  readonly calling_code: string | undefined;
}

function tell(telemetry: Telemetry, log: Log, facts: MessageFacts, milliseconds: number): void {
  const { calling_code: callingCode, delivery, outcome, status, template } = facts;
  telemetry.record('security_info.provider.duration', milliseconds / 1000, { delivery, outcome });
  const [what, about] = template === CODE ? (['codes', {}] as const) : (['notices', { template }] as const);
  const where = { ...about, delivery, calling_code: callingCode };
  if (outcome === 'accepted') telemetry.count(`security_info.${what}.sent`, where);
  else telemetry.count(`security_info.${what}.not_sent`, { ...where, reason: outcome });
  log(
    JSON.stringify({
      ...{ event: 'message', template, delivery, callingCode, outcome, status },
      milliseconds: Math.round(milliseconds),
    }),
  );
}

function callingCodeTo(
  { delivery, to }: OutgoingMessage,
  phoneNumbers: Pick<PhoneNumbers, 'callingCode'>,
): string | undefined {
  return delivery === 'email' ? undefined : callingCodeOf(phoneNumbers)(to);
}
