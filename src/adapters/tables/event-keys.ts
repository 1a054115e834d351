import type { AccountEvent } from '../../domain/account-event.js';
import type { Instant } from '../../domain/instant.js';

/** All events' row keys lie from here to there. */
export const START = 'zevent.';
export const END = 'zevent;';
/** What the keys of 0.2 and earlier begin with; an id follows. They lie behind all others. */
export const OLD = 'zevent:';

const DIGITS = 15;
const LATEST = 10 ** DIGITS - 1;

/** Sorts the newest first. Without an id: before every event of that instant. */
export function eventKey(at: Instant, id?: string): string {
  return `${START}${inverted(at)}${id === undefined ? '' : `:${id}`}`;
}

/** The order of events, apart from where they stand. */
export function orderKey({ at, id }: Pick<AccountEvent, 'at' | 'id'>): string {
  return `${inverted(at)}:${id}`;
}

function inverted(at: Instant): string {
  return (LATEST - at).toString().padStart(DIGITS, '0');
}
