import { DAY, HOUR, plus, type Instant, type Milliseconds } from './instant.js';
import { emptyAt, emptyTally, total, withCount, type Tally } from './tally.js';

/**
 * CODE-5: codes by text or call that nobody types back are what somebody who earns on them asks for. A gate may have as
 * many of them as its own history explains (after Authgear's rule).
 */
export interface PumpingRule {
  readonly key: 'calling-code' | 'requester';
  /** So many unanswered codes in the window are nobody's business. */
  readonly base: number;
  /** More, as this share of the codes entered right on the best of 14 days, or in the last 24 hours. */
  readonly share: number;
  readonly window: Milliseconds;
  /** How long the gate closes, doubled each time it closes again within a day. */
  readonly closedFor: Milliseconds;
  readonly closedAtMost: Milliseconds;
}

export const defaultPumping: readonly PumpingRule[] = [
  { key: 'calling-code', base: 20, share: 0.2, window: HOUR, closedFor: HOUR, closedAtMost: DAY },
  { key: 'requester', base: 10, share: 0.2, window: HOUR, closedFor: HOUR, closedAtMost: DAY },
];

/** What went through one gate: a calling code, or a requester. */
export interface Gate {
  /** Codes sent, and codes of those typed back, in the rule's window. */
  readonly sent: Tally;
  readonly entered: Tally;
  readonly enteredInADay: Tally;
  /** Codes entered on the newest 14 days on which any was, by days since the epoch. */
  readonly days: readonly (readonly [day: number, entered: number])[];
  /** How often it closed lately. */
  readonly closings: number;
  readonly closedUntil?: Instant;
  /** What it closed over: were some of them not sent after all, it may have to open again. */
  readonly closedOver?: Pick<Gate, 'sent' | 'entered' | 'closings' | 'closedUntil'>;
}

const DAYS_KEPT = 14;

export function openGate({ window }: PumpingRule): Gate {
  return {
    sent: emptyTally(window),
    entered: emptyTally(window),
    enteredInADay: emptyTally(DAY),
    days: [],
    closings: 0,
  };
}

/** Codes sent in the window and not typed back, those still under way included. */
export function unanswered({ entered, sent }: Gate, now: Instant): number {
  return Math.max(0, total(sent, now) - total(entered, now));
}

/** How many unanswered codes close it. */
export function allowed({ days, enteredInADay }: Gate, { base, share }: PumpingRule, now: Instant): number {
  const recent = days.filter(([day]) => day > dayOf(now) - DAYS_KEPT).map(([, entered]) => entered);
  return Math.max(base, Math.floor(share * Math.max(total(enteredInADay, now), ...recent)));
}

export function isClosed({ closedUntil }: Gate, now: Instant): boolean {
  return closedUntil !== undefined && now < closedUntil;
}

/**
 * Codes went out. The one that uses up what is allowed closes the gate behind it.
 *
 * @param count negative for codes that were counted at `now` and did not go out
 */
export function withSent(gate: Gate, rule: PumpingRule, now: Instant, count = 1): Gate {
  if (count < 0 && isClosed(gate, now)) return withNotSent(gate, rule, now, count);
  const sent = { ...gate, sent: withCount(gate.sent, now, count) };
  if (count < 0 || isClosed(sent, now) || unanswered(sent, now) < allowed(sent, rule, now)) return sent;
  const isAgain = gate.closedUntil !== undefined && now < plus(gate.closedUntil, DAY);
  const closings = isAgain ? gate.closings + 1 : 1;
  const wait = Math.min(rule.closedFor * 2 ** (closings - 1), rule.closedAtMost);
  // What closed it has done so: when it opens it begins anew, with less patience.
  const empty = { sent: emptyTally(rule.window), entered: emptyTally(rule.window) };
  const { closedOver: _, days: _1, enteredInADay: _2, ...closedOver } = sent;
  return { ...sent, ...empty, closings, closedUntil: plus(now, wait), closedOver };
}

/**
 * Nothing is taken while it is closed, so these were among what closed it. Without them it might not have closed: many
 * requests at once, all but a few of them in vain, must not shut a calling code for everybody.
 */
function withNotSent(gate: Gate, rule: PumpingRule, at: Instant, count: number): Gate {
  const { closedOver: before, closedUntil: _, ...others } = gate;
  if (before === undefined) return gate;
  const closedOver = { ...before, sent: withCount(before.sent, at, count) };
  // With what other machines had counted, and wrote since.
  const open = {
    ...{ ...others, ...closedOver },
    sent: withCount(closedOver.sent, at, total(gate.sent, at)),
    entered: withCount(closedOver.entered, at, total(gate.entered, at)),
  };
  return unanswered(open, at) < allowed(open, rule, at) ? open : { ...gate, closedOver };
}

/** Codes that went out were answered: one was typed back. */
export function withEntered(gate: Gate, now: Instant, count = 1): Gate {
  const today = dayOf(now);
  const before = gate.days.find(([day]) => day === today)?.[1] ?? 0;
  const others = gate.days.filter(([day]) => day !== today && day > today - DAYS_KEPT);
  return {
    ...gate,
    entered: withCount(gate.entered, now, count),
    enteredInADay: withCount(gate.enteredInADay, now, count),
    days: [...others, [today, before + count]],
  };
}

/** From when on nothing in it matters. */
export function gateEnds(gate: Gate, now: Instant): Instant {
  const lastDay = gate.days.at(-1)?.[0];
  const ends = [
    emptyAt(gate.sent, now),
    ...(lastDay === undefined ? [] : [((lastDay + DAYS_KEPT + 1) * DAY) as Instant]),
    ...(gate.closedUntil === undefined ? [] : [plus(gate.closedUntil, DAY)]),
  ];
  return ends.reduce((latest, end) => (end > latest ? end : latest), now);
}

function dayOf(at: Instant): number {
  return Math.floor(at / DAY);
}
