import { DAY, MINUTE, plus } from '../domain/instant.js';
import { settle } from '../domain/settled-account.js';
import type { ShadowNote } from '../ports/shadows.js';
import { byOwner, inParallel } from './in-parallel.js';
import type { Parts } from './parts.js';

/** The newest challenge of a shadow is gone after a day and a bit: so are the shadows of the day before yesterday. */
const KEPT = DAY;
/** Well within what a function may take; what is left waits for the next time. */
const LONGEST = 4 * MINUTE;

/** Enough to keep one processor busy, as in a sweep (docs/scale-and-cost.md): a night must get through a flood of them. */
const AT_ONCE = 16;

type DropParts = Pick<Parts, 'accounts' | 'clock' | 'policy' | 'shadows'>;

/** Drops shadow accounts that nobody needs any more. One that was needed again since stays until a later night. */
export async function dropShadows(parts: DropParts): Promise<number> {
  const { clock, shadows } = parts;
  const before = plus(clock.now(), -KEPT);
  const until = plus(clock.now(), LONGEST);
  let dropped = 0;
  let last: ShadowNote | undefined;
  while (clock.now() < until) {
    const notes = await shadows.notedBefore(before, last);
    // One that was needed on two days is noted twice, and there once.
    await inParallel(
      byOwner(notes, ({ shadow }) => shadow),
      AT_ONCE,
      async (days) => {
        for (const note of days) if (await drop(parts, note)) dropped += 1;
      },
    );
    last = notes.at(-1);
    if (last === undefined) break;
  }
  return dropped;
}

/** @returns whether there was one to drop */
async function drop({ accounts, clock, policy, shadows }: DropParts, note: ShadowNote): Promise<boolean> {
  const loaded = await accounts.load(note.shadow);
  const settled = loaded && settle(loaded.account, clock.now(), policy).account;
  if (settled !== undefined && (settled.challenges.length > 0 || settled.ledgers.length > 0)) return false;
  const isShadow = settled?.isShadow === true;
  if (isShadow) await accounts.remove(note.shadow);
  await shadows.forget(note);
  return isShadow;
}
