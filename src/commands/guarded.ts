import {
  emptySlate,
  guessWait,
  isClean,
  slateEnds,
  withGuess,
  withoutGuess,
  withRight,
  type Guesser,
  type GuessSlate,
} from '../domain/guess-slate.js';
import { plus, SECOND, type Instant } from '../domain/instant.js';
import { limitsOf, tooMany, type LimitedThing, type Reached } from '../domain/limits.js';
import { widen, type Outcome } from '../domain/outcome.js';
import type { RefusalCode } from '../domain/refusal.js';
import { emptyAt, emptyTally, roomAt, total, withCount, type Tally } from '../domain/tally.js';
import type { Kept } from '../ports/limits.js';
import { Unavailable } from '../ports/unavailable.js';
import { changeLimit } from './change-limit.js';
import type { Parts } from './parts.js';
import { requesterOf } from './requester.js';

export type GuardParts = Pick<Parts, 'clock' | 'limits' | 'policy' | 'random' | 'vault'>;

/** Something secret that somebody may be guessing. */
export interface Guess {
  /** Each has counts of its own. */
  readonly secret: 'password' | 'app-password';
  /** Whose: the sign-in name's fingerprint (whether anybody has it or not), or the account's id. */
  readonly subject: string;
  readonly networkAddress: string | undefined;
  /**
   * The trusted device or live session that guesses, if one does. Asked only where anybody would have to wait: it has a count
   * of its own then, so that nobody keeps the holder out by guessing and nobody guesses without end by a stolen device.
   */
  readonly trustedAs?: () => Promise<string | undefined>;
}

/** Refusals that say that the guess was wrong. Any other says nothing of it and counts for nothing. */
const WRONG: ReadonlySet<RefusalCode> = new Set(['wrong-credentials', 'wrong-code']);

/** How a guess stands before it is judged. */
interface Standing {
  readonly guesser: Guesser;
  readonly slate: { readonly thing: LimitedThing; readonly found: Kept<GuessSlate> | undefined };
  /** The requester over all subjects, where it is known. */
  readonly place: { readonly thing: LimitedThing; readonly found: Kept<Tally> | undefined } | undefined;
}

/**
 * Judges a guess unless there were too many (ASVS 6.3.1, NIST SP 800-63B-4 §3.2.2). The first in a while is judged at once
 * and counted when it was wrong; every further one is counted before it is judged, so that parallel ones can't slip past.
 *
 * @param judge does the costly work; called at most once, and not at all when the answer is "wait"
 * @param beside what judging needs and may be read at the same time as the counts
 * @throws Unavailable when the counts can't be read or written: whoever can overload them must not gain guesses by it
 */
export async function guarded<T, C extends RefusalCode, B>(
  parts: GuardParts,
  guess: Guess,
  beside: () => Promise<B>,
  judge: (beside: B) => Promise<Outcome<T, C>>,
): Promise<Outcome<T, C | 'too-many-attempts'>> {
  const [standing, known] = await Promise.all([standingOf(parts, guess), beside()]);
  const { guesser, place, slate } = standing;
  const now = parts.clock.now();
  const full = place && placeIsFull(parts, place, now);
  if (full !== undefined) return widen(tooMany('too-many-attempts', full, now));
  const endOfPlace = place && parts.limits.begin(place.thing);
  try {
    if (isFirstInAWhile(parts, standing, now)) {
      const end = parts.limits.begin(slate.thing);
      try {
        return widen(await judged(parts, standing, 'uncounted', () => judge(known)));
      } finally {
        end();
      }
    }
    const reached = await countFirst(parts, guesser, slate, now);
    if (reached !== undefined) return widen(tooMany('too-many-attempts', reached, now));
    return widen(await judged(parts, standing, 'counted', () => judge(known)));
  } finally {
    endOfPlace?.();
  }
}

function isFirstInAWhile(
  { limits, policy }: GuardParts,
  { guesser, slate }: Standing,
  now: Instant,
): boolean {
  const state = slate.found?.state ?? emptySlate(now);
  return limits.underway(slate.thing) === 0 && isClean(state, guesser.requester, now, policy.limits);
}

async function judged<T, C extends RefusalCode>(
  parts: GuardParts,
  standing: Standing,
  before: 'counted' | 'uncounted',
  judge: () => Promise<Outcome<T, C>>,
): Promise<Outcome<T, C>> {
  let verdict: Verdict = 'none';
  try {
    const outcome = await judge();
    verdict = verdictOf(outcome);
    return outcome;
  } finally {
    if (verdict === 'wrong') await countWrong(parts, standing, before);
    else await clear(parts, standing, before, verdict);
  }
}

/** `none` says nothing of the guess: it failed on the way, or was refused for another reason. */
type Verdict = 'right' | 'wrong' | 'none';

function verdictOf(
  outcome: { readonly ok: true } | { readonly ok: false; readonly refusal: { code: RefusalCode } },
): Verdict {
  if (outcome.ok) return 'right';
  return WRONG.has(outcome.refusal.code) ? 'wrong' : 'none';
}

async function standingOf(parts: GuardParts, guess: Guess): Promise<Standing> {
  const { limits, policy, vault } = parts;
  const requester = requesterOf(vault, guess.networkAddress);
  const thing = vault.limited('guess', guess.secret, guess.subject);
  const placeThing = requester && vault.limited('guess', 'requester', requester);
  const [found, placeFound] = await Promise.all([
    limits.find<GuessSlate>(thing),
    placeThing && limits.find<Tally>(placeThing),
  ]);
  const anybody: Guesser = { requester, isTrusted: false };
  const waits = found && guessWait(found.state, anybody, parts.clock.now(), policy.limits) !== undefined;
  const trustedAs = waits === true ? await guess.trustedAs?.() : undefined;
  return {
    guesser:
      trustedAs === undefined
        ? anybody
        : { requester: vault.requester(`trusted ${trustedAs}`), isTrusted: true },
    slate: { thing, found },
    place: placeThing && { thing: placeThing, found: placeFound },
  };
}

/** Credential stuffing: one place guesses at many subjects. What it has under way counts as wrong until it is judged. */
function placeIsFull(
  { limits, policy }: GuardParts,
  { found, thing }: NonNullable<Standing['place']>,
  now: Instant,
): Reached | undefined {
  const [{ limit, window }] = limitsOf(policy.limits, 'guess', 'requester');
  const tally = found?.state ?? emptyTally(window);
  const room = roomAt(tally, limit, now);
  if (now < room) return { of: 'requester', until: room };
  const isTaken = total(tally, now) + limits.underway(thing) >= limit;
  return isTaken ? { of: 'requester', until: plus(now, SECOND) } : undefined;
}

function countFirst(
  parts: GuardParts,
  guesser: Guesser,
  { found, thing }: Standing['slate'],
  now: Instant,
): Promise<Reached | undefined> {
  const { limits, policy } = parts;
  return changeLimit(parts, thing, found, (kept) => {
    const state = kept ?? emptySlate(now);
    const reached = guessWait(state, guesser, now, policy.limits, limits.underway(thing));
    if (reached !== undefined) return { result: reached };
    return { result: undefined, next: lasting(withGuess(state, guesser.requester, now, policy.limits)) };
  });
}

async function countWrong(
  parts: GuardParts,
  { guesser: { requester }, place, slate }: Standing,
  before: 'counted' | 'uncounted',
): Promise<void> {
  const now = parts.clock.now();
  const counted = (state: GuessSlate) => withGuess(state, requester, now, parts.policy.limits);
  await Promise.all([
    before === 'uncounted' && rewrite(parts, slate.thing, slate.found, now, counted),
    place && countPlace(parts, place, now),
  ]);
}

async function countPlace(
  parts: GuardParts,
  { found, thing }: NonNullable<Standing['place']>,
  now: Instant,
): Promise<void> {
  const [{ window }] = limitsOf(parts.policy.limits, 'guess', 'requester');
  await changeLimit<Tally, undefined>(parts, thing, found, (kept) => {
    const state = withCount(kept ?? emptyTally(window), now);
    return { result: undefined, next: { state, until: emptyAt(state, now) } };
  });
}

/** What was counted before it was judged is taken back; a right guess clears the requester's own failures. */
async function clear(
  parts: GuardParts,
  { guesser: { requester }, slate: { found, thing } }: Standing,
  before: 'counted' | 'uncounted',
  verdict: 'right' | 'none',
): Promise<void> {
  if (before === 'uncounted' && verdict === 'none') return;
  const now = parts.clock.now();
  try {
    const current = before === 'counted' ? await parts.limits.find<GuessSlate>(thing) : found;
    await rewrite(parts, thing, current, now, (state) => {
      const without = before === 'counted' ? withoutGuess(state, requester) : state;
      return verdict === 'right' ? withRight(without, requester, now) : without;
    });
  } catch (error) {
    // Then a failure too many stays counted; the answer is no worse for it.
    if (!(error instanceof Unavailable)) throw error;
  }
}

async function rewrite(
  parts: GuardParts,
  thing: LimitedThing,
  found: Kept<GuessSlate> | undefined,
  now: Instant,
  change: (state: GuessSlate) => GuessSlate,
): Promise<void> {
  await changeLimit<GuessSlate, undefined>(parts, thing, found, (kept) => {
    const before = kept ?? emptySlate(now);
    const state = change(before);
    return state === before ? { result: undefined } : { result: undefined, next: lasting(state) };
  });
}

function lasting(state: GuessSlate): { readonly state: GuessSlate; readonly until: Instant } {
  return { state, until: slateEnds(state) };
}
