import { DAY, plus } from '../domain/instant.js';
import type { Parts } from './parts.js';

/** A code lives for minutes and its challenge for a day; no report of it tells anybody anything after that. */
const KEPT = 3 * DAY;

/** Lets go of the ids of messages nobody asks about any more. */
export async function forgetDeliveries({
  clock,
  deliveries,
}: Pick<Parts, 'clock' | 'deliveries'>): Promise<number> {
  return deliveries.forgetDaysBefore(plus(clock.now(), -KEPT));
}
