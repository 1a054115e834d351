import { randomUUID } from 'node:crypto';
import type { Reports } from './modes.js';
import type { Letter, Postbox } from './postbox.js';

/** A message that was taken and of which the app is to hear. */
export interface Reported {
  readonly delivery: 'email' | 'sms';
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly tag: string;
  readonly arrives: boolean;
}

const SOON_MS = 2000;
const LATE_MS = 30 * 60_000;

/** Tells the app what became of its messages, through its subscription. Without an address nobody is told. */
export class DeliveryReports {
  readonly #postbox: Postbox;
  readonly #now: () => number;
  #address: string | undefined;

  constructor(postbox: Postbox, now: () => number) {
    this.#postbox = postbox;
    this.#now = now;
  }

  sendTo(address: string | undefined): void {
    this.#address = address;
  }

  /** What was accepted is reported, whatever dies. */
  add(message: Reported, how: Reports): void {
    const address = this.#address;
    if (address === undefined) return;
    const accepted = this.#now();
    const letters = timetable(how).map(({ after, arrives, attempted }, n): Letter => {
      const event = reportOf(message, arrives === message.arrives, accepted + attempted);
      const id = `${message.delivery}:${message.messageId}:${n}`;
      return { id, lane: id, due: accepted + after, address, content: event };
    });
    this.#postbox.put(...letters);
  }
}

interface Posting {
  /** When it is posted and when the attempt was that it tells of, ms after acceptance. */
  readonly after: number;
  readonly attempted: number;
  /** Whether it tells what came of the message in the end, or the opposite. */
  readonly arrives: boolean;
}

function timetable(how: Reports): readonly Posting[] {
  const final = { after: SOON_MS, attempted: SOON_MS, arrives: true };
  switch (how) {
    case 'once':
      return [final];
    case 'late':
      return [{ ...final, after: LATE_MS }];
    case 'twice':
      return [final, { ...final, after: 2 * SOON_MS }];
    case 'out-of-order':
      return [final, { after: 2 * SOON_MS, attempted: SOON_MS / 2, arrives: false }];
    case 'none':
      return [];
  }
}

function reportOf(message: Reported, arrived: boolean, at: number): Readonly<Record<string, unknown>> {
  const time = new Date(at).toISOString();
  const about = { id: randomUUID(), topic: '/local/communication', eventTime: time };
  const versions = { dataVersion: '1.0', metadataVersion: '1' };
  const { from, messageId, tag, to } = message;
  if (message.delivery === 'email') {
    return {
      ...about,
      ...versions,
      subject: `sender/${from}/message/${messageId}`,
      eventType: 'Microsoft.Communication.EmailDeliveryReportReceived',
      data: {
        sender: from,
        recipient: to,
        messageId,
        status: arrived ? 'Delivered' : 'Bounced',
        deliveryStatusDetails: { statusMessage: arrived ? 'OK' : 'The mailbox does not exist.' },
        deliveryAttemptTimeStamp: time,
      },
    };
  }
  return {
    ...about,
    ...versions,
    subject: `/phonenumber/${from}`,
    eventType: 'Microsoft.Communication.SMSDeliveryReportReceived',
    data: {
      messageId,
      from,
      to,
      deliveryStatus: arrived ? 'Delivered' : 'Failed',
      deliveryStatusDetails: arrived ? 'No error.' : 'The handset is unreachable.',
      deliveryAttempts: [
        { timestamp: time, segmentsSucceeded: arrived ? 1 : 0, segmentsFailed: arrived ? 0 : 1 },
      ],
      receivedTimestamp: time,
      tag,
    },
  };
}
