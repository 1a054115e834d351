import type { Requester } from './code-ledger.js';
import { DAY, HOUR, plus, SECOND, type Instant, type Milliseconds } from './instant.js';
import { limitsOf, type Limit, type Reached } from './limits.js';

/**
 * What is remembered about guesses at one secret: the password behind a sign-in name, whether anybody has that name or
 * not. Strangers are told from those who were right before, so that nobody can lock a holder out by guessing.
 */
export interface GuessSlate {
  /** Wrong guesses in the day that began with the first of them, from anybody. No right one clears these. */
  readonly day: { readonly startedAt: Instant; readonly failures: number };
  readonly requesters: readonly GuessingRequester[];
  /** Who was right before, newest last. */
  readonly known: readonly KnownRequester[];
}

interface GuessingRequester {
  readonly requester: Requester;
  /** The last hour's only, newest last. */
  readonly failedAt: readonly Instant[];
  readonly coolUntil?: Instant;
}

interface KnownRequester {
  readonly requester: Requester;
  readonly at: Instant;
}

/** Whoever guesses now. */
export interface Guesser {
  /** Undefined where nobody can tell: then all such are one, and none is ever known. */
  readonly requester: Requester | undefined;
  /** A trusted device, or a session: the ceiling for strangers is not for them. */
  readonly isTrusted: boolean;
}

/** More are never kept; the longest quiet goes first. The day counts them all. */
const REQUESTERS_KEPT = 20;
const KNOWN_KEPT = 20;
/** How long a requester that was right is no stranger. */
const KNOWN_FOR: Milliseconds = 90 * DAY;
/** Noted anew only after this long, so that signing in every day writes nothing. */
const NOTED_ANEW_AFTER: Milliseconds = 7 * DAY;

const UNKNOWN = 'unknown' as Requester;

export function emptySlate(now: Instant): GuessSlate {
  return { day: { startedAt: now, failures: 0 }, requesters: [], known: [] };
}

/** This requester hasn't guessed wrong lately, and the day is young: one more needn't be counted before it is judged. */
export function isClean(
  slate: GuessSlate,
  requester: Requester | undefined,
  now: Instant,
  limits: readonly Limit[],
): boolean {
  const entry = entryOf(slate, requester);
  const [{ limit }] = limitsOf(limits, 'guess', 'subject');
  return failuresToday(slate, now) < limit / 2 && (entry === undefined || isOver(entry, now));
}

/**
 * Why the guesser has to wait, if so.
 *
 * @param underway guesses of this process that are being judged and not counted yet
 */
export function guessWait(
  slate: GuessSlate,
  { isTrusted, requester }: Guesser,
  now: Instant,
  limits: readonly Limit[],
  underway = 0,
): Reached | undefined {
  const [{ limit }] = limitsOf(limits, 'guess', 'subject');
  const stranger = !isTrusted && !isKnown(slate, requester, now);
  if (stranger && failuresToday(slate, now) + underway >= limit)
    return { of: 'account', until: plus(slate.day.startedAt, DAY) };
  const entry = entryOf(slate, requester);
  if (entry?.coolUntil !== undefined && now < entry.coolUntil)
    return { of: 'requester', until: entry.coolUntil };
  const own = limitsOf(limits, 'guess', 'subject+requester')[0];
  const failures = recent(entry?.failedAt ?? [], now, own.window).length;
  // The one under way may turn out to be the one that makes this requester wait: it is known in a moment.
  const isLast = failures < own.limit && failures + underway >= own.limit;
  return isLast ? { of: 'requester', until: plus(now, SECOND) } : undefined;
}

/** One wrong guess more; from the limit on, every further one makes the requester wait twice as long. */
export function withGuess(
  slate: GuessSlate,
  requester: Requester | undefined,
  now: Instant,
  limits: readonly Limit[],
): GuessSlate {
  const [{ limit, wait, window }] = limitsOf(limits, 'guess', 'subject+requester');
  const failedAt = [...recent(entryOf(slate, requester)?.failedAt ?? [], now, window), now];
  const beyond = failedAt.length - limit;
  const grown = wait.kind === 'growing' ? Math.min(wait.first * 2 ** beyond, wait.longest) : window;
  const entry = { requester: requester ?? UNKNOWN, failedAt };
  const failures = failuresToday(slate, now);
  return {
    day: { startedAt: failures === 0 ? now : slate.day.startedAt, failures: failures + 1 },
    requesters: [
      ...withoutEntry(slate, requester).filter((other) => !isOver(other, now)),
      beyond < 0 ? entry : { ...entry, coolUntil: plus(now, grown) },
    ].slice(-REQUESTERS_KEPT),
    known: slate.known.filter((known) => now < plus(known.at, KNOWN_FOR)),
  };
}

/** It was counted and turned out to be no wrong guess. */
export function withoutGuess(slate: GuessSlate, requester: Requester | undefined): GuessSlate {
  const { failures, startedAt } = slate.day;
  const entry = entryOf(slate, requester);
  const others = withoutEntry(slate, requester);
  const failedAt = entry?.failedAt.slice(0, -1) ?? [];
  return {
    ...slate,
    day: { startedAt, failures: Math.max(0, failures - 1) },
    requesters: failedAt.length === 0 ? others : [...others, { requester: requester ?? UNKNOWN, failedAt }],
  };
}

/** Right: the requester's own failures are forgotten (NIST SP 800-63B-4 §3.2.2), and it is known. The same slate when that changes nothing. */
export function withRight(slate: GuessSlate, requester: Requester | undefined, now: Instant): GuessSlate {
  const requesters = withoutEntry(slate, requester);
  const cleared = requesters.length === slate.requesters.length ? slate : { ...slate, requesters };
  if (requester === undefined) return cleared;
  const noted = slate.known.find((known) => known.requester === requester);
  if (noted !== undefined && now < plus(noted.at, NOTED_ANEW_AFTER)) return cleared;
  const others = slate.known.filter((known) => known.requester !== requester);
  return { ...cleared, known: [...others, { requester, at: now }].slice(-KNOWN_KEPT) };
}

/** From when on nothing in it matters. */
export function slateEnds({ day, known, requesters }: GuessSlate): Instant {
  const ends: readonly Instant[] = [
    plus(day.startedAt, DAY),
    ...known.map(({ at }) => plus(at, KNOWN_FOR)),
    ...requesters.flatMap(({ coolUntil, failedAt }) => [
      ...(coolUntil === undefined ? [] : [coolUntil]),
      ...failedAt.map((at) => plus(at, HOUR)),
    ]),
  ];
  return ends.reduce((latest, end) => (end > latest ? end : latest));
}

function isKnown({ known }: GuessSlate, requester: Requester | undefined, now: Instant): boolean {
  return known.some((one) => one.requester === requester && now < plus(one.at, KNOWN_FOR));
}

function failuresToday({ day }: GuessSlate, now: Instant): number {
  return now < plus(day.startedAt, DAY) ? day.failures : 0;
}

function entryOf(slate: GuessSlate, requester: Requester | undefined): GuessingRequester | undefined {
  return slate.requesters.find((entry) => entry.requester === (requester ?? UNKNOWN));
}

function withoutEntry(slate: GuessSlate, requester: Requester | undefined): readonly GuessingRequester[] {
  return slate.requesters.filter((entry) => entry.requester !== (requester ?? UNKNOWN));
}

function isOver({ coolUntil, failedAt }: GuessingRequester, now: Instant): boolean {
  return recent(failedAt, now, HOUR).length === 0 && (coolUntil === undefined || coolUntil <= now);
}

function recent(instants: readonly Instant[], now: Instant, window: Milliseconds): readonly Instant[] {
  return instants.filter((at) => now < plus(at, window));
}
