export type Delivery = 'email' | 'sms' | 'call';

export interface Message {
  readonly id: string;
  readonly at: string;
  readonly delivery: Delivery;
  readonly to: string;
  readonly subject?: string;
  readonly text: string;
  readonly template: string;
  readonly locale: string;
}

export interface ClockReading {
  readonly now: string;
  readonly offset: number;
  /** While time is being moved, whoever asked for it. */
  readonly advancing?: { readonly from: string; readonly to: string };
}

export type Modes = Readonly<Record<Delivery, string>>;

/** The host understood and says no; the message is its own words. */
export class Refusal extends Error {}

/** @throws Refusal when the host no longer knows the message that was seen last */
export function messagesSince(id: string | undefined): Promise<readonly Message[]> {
  return ask(`/local/outbox${id === undefined ? '' : `?since=${encodeURIComponent(id)}`}`);
}

export function readClock(): Promise<ClockReading> {
  return ask('/local/clock');
}

/**
 * Answers when time has arrived, which may take a while.
 *
 * @throws Refusal for what is no duration
 */
export function advance(duration: string): Promise<ClockReading> {
  return ask('/local/clock', { advance: duration });
}

export function readModes(): Promise<Modes> {
  return ask('/local/provider');
}

export function setMode(delivery: Delivery, mode: string): Promise<Modes> {
  return ask('/local/provider', { delivery, mode });
}

async function ask<T>(path: string, body?: unknown): Promise<T> {
  const headers = { Accept: 'application/json' };
  const response = await fetch(
    path,
    body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) },
  );
  if (response.status === 400) {
    const { detail } = (await response.json()) as { detail: string };
    throw new Refusal(detail);
  }
  if (!response.ok) throw new Error(`${path} answered ${response.status}.`);
  return (await response.json()) as T;
}
