import { keptInTab } from './kept-in-tab.js';

/**
 * How far the service's clock is ahead of this browser's, in milliseconds: people's clocks are wrong, its deadlines are not. It
 * outlives a reload, after which a deadline may be shown before anything is asked.
 */
const ahead = keptInTab<number>('ahead');

/** Within a second of what the service calls now; milliseconds. */
export function serverNow(): number {
  return Date.now() + (ahead.value.value ?? 0);
}

export function learnServerTime(answer: Response): void {
  // What may be kept may come from the browser's own cache, with the time it was kept at.
  if (answer.headers.get('cache-control') !== 'no-store') return;
  const told = Date.parse(answer.headers.get('date') ?? '');
  if (Number.isNaN(told)) return;
  const difference = told - Date.now();
  // `Date` has whole seconds; what is less than two apart is the same.
  if (Math.abs(difference - (ahead.value.peek() ?? 0)) > 2_000) ahead.keep(difference);
}
