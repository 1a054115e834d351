import type { Delivery, Message } from './host-api.js';

const MINUTE_MS = 60_000;
const UNITS = [
  ['day', 1440],
  ['hour', 60],
  ['minute', 1],
] as const;

const toMinutes = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const toSeconds = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

export const DELIVERIES: Readonly<Record<Delivery, string>> = { email: 'Email', sms: 'SMS', call: 'Call' };

/** An instant in the time zone of whoever looks. */
export function instant(at: Date): string {
  return toMinutes.format(at);
}

export function instantWithSeconds(at: Date): string {
  return toSeconds.format(at);
}

export function counted(count: number, noun: string): string {
  return `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`;
}

/** How far virtual time is ahead, in its two largest units. */
export function ahead(offsetMs: number): string {
  let rest = Math.round(offsetMs / MINUTE_MS);
  const parts = UNITS.flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [counted(count, unit)];
  });
  return parts.length === 0 ? 'the real time' : `${parts.slice(0, 2).join(' ')} ahead of real time`;
}

export function titleOf({ delivery, subject }: Message): string {
  return subject ?? (delivery === 'call' ? 'Phone call' : 'Text message');
}
