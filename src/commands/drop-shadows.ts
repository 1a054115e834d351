import { settle } from '../domain/account.js';
import { DAY, plus } from '../domain/instant.js';
import type { Parts } from './parts.js';

/** The newest challenge of a shadow is gone after a day and a bit: so are the shadows of the day before yesterday. */
const KEPT = DAY;

/** Drops shadow accounts that nobody needs any more. One that was needed again since stays until the next night. */
export async function dropShadows({
  accounts,
  clock,
  policy,
  shadows,
}: Pick<Parts, 'accounts' | 'clock' | 'policy' | 'shadows'>): Promise<number> {
  const now = clock.now();
  let dropped = 0;
  for (const note of await shadows.notedBefore(plus(now, -KEPT))) {
    const loaded = await accounts.load(note.shadow);
    if (loaded !== undefined && settle(loaded.account, now, policy).account.challenges.length > 0) continue;
    if (loaded?.account.isShadow === true) {
      await accounts.remove(note.shadow);
      dropped += 1;
    }
    await shadows.forget(note);
  }
  return dropped;
}
