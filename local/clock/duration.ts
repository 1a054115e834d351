import { parse as parseIso, type Duration } from 'tinyduration';

const LONGEST_YEARS = 100;

/** An ISO 8601 duration that goes forward; undefined for anything else. */
export function parse(text: string): Duration | undefined {
  try {
    const duration = parseIso(text);
    const parts = Object.values(duration).filter((part) => typeof part === 'number');
    const isForward = duration.negative !== true && parts.every((part) => part >= 0 && Number.isFinite(part));
    const end = isForward ? addTo(duration, 0) : NaN;
    return end <= LONGEST_YEARS * 366 * 86_400_000 ? duration : undefined;
  } catch {
    return undefined;
  }
}

/** The instant a duration after `from`: years and months by the calendar, in UTC. */
export function addTo(duration: Duration, from: number): number {
  const date = new Date(from);
  date.setUTCFullYear(date.getUTCFullYear() + (duration.years ?? 0));
  date.setUTCMonth(date.getUTCMonth() + (duration.months ?? 0));
  const days = (duration.weeks ?? 0) * 7 + (duration.days ?? 0);
  const seconds = ((duration.hours ?? 0) * 60 + (duration.minutes ?? 0)) * 60 + (duration.seconds ?? 0);
  return date.getTime() + days * 86_400_000 + seconds * 1000;
}
