import { z } from 'zod';
import type { EmailAddress, PhoneNumber } from '../../domain/contact-address.js';
import type { DeliveryFailure } from '../../domain/delivery-failure.js';
import { instant, type Instant } from '../../domain/instant.js';
import type { DeliveryNews, MessageReport } from '../../ports/delivery-news.js';
import { outcomeOf, type DeliveryOutcome } from '../../ports/delivery-outcome.js';
import type { MessageId } from '../../ports/messenger.js';

/** The documentation, its samples and what is sent spell the same keys in different cases. */
function anyCase<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess(
    (value) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value).map(([key, field]) => [key.toLowerCase(), field as unknown]),
          )
        : value,
    z.object(shape),
  );
}

const time = z.string().transform(Date.parse).pipe(z.number()).transform(instant).optional().catch(undefined);
const messageId = z.guid().toLowerCase() as unknown as z.ZodType<MessageId, string | undefined>;

/** Event Grid's own form and CloudEvents 1.0 name the same things differently. */
const envelope = anyCase({
  eventtype: z.string().optional(),
  type: z.string().optional(),
  eventtime: time,
  time,
  data: z.unknown(),
});
const validationData = anyCase({ validationcode: z.string().min(1).max(200) });
const emailData = anyCase({
  messageid: messageId,
  recipient: z.string() as unknown as z.ZodType<EmailAddress, string>,
  status: z.string(),
  deliveryattempttimestamp: time,
});
/** Samples spell numbers with their plus sign and without. */
const number = z.string().transform((to) => `+${to.trim().replace(/^\+/, '')}` as PhoneNumber);
const smsData = anyCase({
  // `template/locale/message id`, as we sent it: the provider's own id for a text is not ours to choose.
  tag: z
    .string()
    .transform((tag) => tag.split('/')[2])
    .pipe(messageId),
  to: number.catch('' as PhoneNumber),
  deliverystatus: z.string(),
  deliverystatusdetails: z.string().catch(''),
  deliveryattempts: z.array(anyCase({ timestamp: time })).catch([]),
  receivedtimestamp: time,
});

/** What an event tells whoever waits for the code, if anything, and whoever runs the service. */
interface Read {
  readonly report?: MessageReport;
  readonly outcome: DeliveryOutcome;
}

/**
 * Reads one event or a batch; what isn't about a message of ours is passed over, as other events may come the same way.
 *
 * @param callingCodeOf a number in E.164
 */
export function parseDeliveryNews(
  body: unknown,
  callingCodeOf: (number: string) => string | undefined,
): DeliveryNews {
  const read: Read[] = [];
  let validationCode: string | undefined;
  for (const one of Array.isArray(body) ? (body as unknown[]) : [body]) {
    const event = envelope.safeParse(one);
    if (!event.success) continue;
    const { data, eventtime, eventtype, type = eventtype } = event.data;
    const at = eventtime ?? event.data.time;
    switch (type) {
      case 'Microsoft.EventGrid.SubscriptionValidationEvent':
        validationCode = validationData.safeParse(data).data?.validationcode;
        break;
      case 'Microsoft.Communication.EmailDeliveryReportReceived':
        read.push(...emailReport(data, at));
        break;
      case 'Microsoft.Communication.SMSDeliveryReportReceived':
        read.push(...smsReport(data, at, callingCodeOf));
        break;
      default:
    }
  }
  const reports = read.flatMap(({ report }) => report ?? []);
  const outcomes = read.map(({ outcome }) => outcome);
  return { reports, outcomes, ...(validationCode === undefined ? {} : { validationCode }) };
}

const EMAIL_FAILURES: Readonly<Record<string, DeliveryFailure>> = {
  bounced: 'mailbox-unavailable',
  failed: 'unknown',
  filteredspam: 'filtered',
  quarantined: 'filtered',
  suppressed: 'suppressed',
};

/** A state that is neither (`Expanded`: the address was a list) tells nothing yet. */
function emailReport(data: unknown, eventTime: Instant | undefined): readonly Read[] {
  const { data: report } = emailData.safeParse(data);
  if (report === undefined) return [];
  const status = report.status.toLowerCase();
  const about = {
    channel: 'email',
    messageId: report.messageid,
    to: report.recipient,
    at: report.deliveryattempttimestamp ?? eventTime ?? NEVER,
  } as const;
  if (status === 'delivered') return [told('email', { ...about, status })];
  const failure = EMAIL_FAILURES[status];
  return [told('email', failure === undefined ? undefined : { ...about, status: 'failed', failure })];
}

function smsReport(
  data: unknown,
  eventTime: Instant | undefined,
  callingCodeOf: (number: string) => string | undefined,
): readonly Read[] {
  const { data: report } = smsData.safeParse(data);
  if (report === undefined) return [];
  const attempts = report.deliveryattempts.flatMap(({ timestamp }) => timestamp ?? []);
  const newest = attempts.reduce<Instant | undefined>(
    (latest, one) => (latest === undefined || one > latest ? one : latest),
    undefined,
  );
  const about = {
    channel: 'phone',
    messageId: report.tag,
    to: report.to,
    at: newest ?? report.receivedtimestamp ?? eventTime ?? NEVER,
  } as const;
  const status = report.deliverystatus.toLowerCase();
  const callingCode = callingCodeOf(report.to);
  if (status === 'delivered') return [told('sms', { ...about, status }, callingCode)];
  if (status !== 'failed' || SILENCE.test(report.deliverystatusdetails))
    return [told('sms', undefined, callingCode)];
  const [, failure = 'unknown'] =
    SMS_FAILURES.find(([words]) => words.test(report.deliverystatusdetails)) ?? [];
  return [told('sms', { ...about, status, failure }, callingCode)];
}

function told(delivery: 'email' | 'sms', report: MessageReport | undefined, callingCode?: string): Read {
  if (report === undefined) return { outcome: { delivery, outcome: 'unreported', callingCode } };
  return { report, outcome: { delivery, outcome: outcomeOf(report), callingCode } };
}

/** Of a report without any time: older than all others. */
const NEVER = instant(0);

/** The carrier never reported; most of these texts arrive. */
const SILENCE = /\b5002\b|delivery timeout/i;

/** The details are free text; the first that fits. */
const SMS_FAILURES: readonly (readonly [RegExp, DeliveryFailure])[] = [
  [/blocked for given recipient|opt(?:ed)?[ -]?out|unsubscribed/i, 'opted-out'],
  [/spam|filter|violat/i, 'filtered'],
  [/block|barred|reject|denied/i, 'blocked'],
  [
    /unreach|not reachable|absent|unavailable|invalid|not exist|unallocated|landline|unknown subscriber/i,
    'unreachable',
  ],
];
