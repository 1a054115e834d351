import { createHash } from 'node:crypto';
import { calendarDay } from '../../domain/day.js';
import { instant, type Instant } from '../../domain/instant.js';
import type { DueEntry } from '../../ports/due-index.js';

/** A day's entries spread over as many partitions, each of which takes some 2,000 writes a second. */
const SHARDS = 16;
const DIGITS = 15;

/** Where an entry is: a partition is a day and a shard, a row an instant and a flow or a chore. */
export function dueKeys(entry: DueEntry): { readonly partitionKey: string; readonly rowKey: string } {
  const what = 'flow' in entry ? entry.flow : entry.chore;
  const name = createHash('sha256')
    .update(JSON.stringify(Object.entries(what).sort()))
    .digest();
  const shard = ((name[0] ?? 0) % SHARDS).toString().padStart(2, '0');
  const rowKey = `${sortable(entry.at)}:${name.toString('base64url').slice(0, 22)}`;
  return { partitionKey: `${calendarDay(entry.at)}:${shard}`, rowKey };
}

/** Sorts as text the way it sorts as a number. */
export function sortable(at: Instant): string {
  return at.toString().padStart(DIGITS, '0');
}

export function instantOf(rowKey: string): Instant {
  return instant(Number(rowKey.slice(0, DIGITS)));
}
