import { setTimeout as sleep } from 'node:timers/promises';

const PAUSES_MS = [50, 150, 300];

/** A flow starts a moment before its reason is committed: most often a few looks are enough to see it. */
export async function untilSeen<T>(look: () => Promise<T | undefined>): Promise<T | undefined> {
  for (const pause of PAUSES_MS) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await sleep(pause);
  }
  return look();
}
