import { createHash } from 'node:crypto';
import { calendarDay } from '../../domain/day.js';
import { instant, type Instant } from '../../domain/instant.js';
import type { DueEntry, DuePlace } from '../../ports/due-index.js';

/** The first number is in force. The others were, or will be: entries may lie where they say. */
export type Shards = readonly [number, ...number[]];

/**
 * A day's entries spread over as many partitions, 256 at most, each of which takes some 2,000 writes a second.
 * docs/decisions/0011 says how to raise it.
 */
export const SHARDS: Shards = [16];
const DIGITS = 15;

/** Everywhere an entry may be, the place in force first: a partition is a day and a shard, a row an instant and a flow or a chore. */
export function duePlaces(entry: DueEntry, shards: Shards): readonly [DuePlace, ...DuePlace[]] {
  const [first = 0] = nameOf(entry);
  const row = dueRow(entry);
  const place = (count: number): DuePlace => {
    const shard = (first % count).toString().padStart(2, '0');
    return { partition: `${calendarDay(entry.at)}:${shard}`, row };
  };
  const [current, ...others] = shards;
  const inForce = place(current);
  const elsewhere = others.map(place).filter(({ partition }) => partition !== inForce.partition);
  return [inForce, ...elsewhere];
}

/** An entry's row: the same in every shard. */
export function dueRow(entry: DueEntry): string {
  return `${sortable(entry.at)}:${nameOf(entry).toString('base64url').slice(0, 22)}`;
}

/** Sorts as text the way it sorts as a number. */
export function sortable(at: Instant): string {
  return at.toString().padStart(DIGITS, '0');
}

export function instantOf(row: string): Instant {
  return instant(Number(row.slice(0, DIGITS)));
}

function nameOf(entry: DueEntry): Buffer {
  const what = 'flow' in entry ? entry.flow : entry.chore;
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(what).sort()))
    .digest();
}
