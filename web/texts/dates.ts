import { language } from './text.js';

/** A day and a time, as people at this browser read them. `time` is RFC 3339, as in every answer. */
export function dateTime(time: string): string {
  return new Intl.DateTimeFormat(language.value.tag, { dateStyle: 'long', timeStyle: 'short' }).format(
    new Date(time),
  );
}

export function day(time: string): string {
  return new Intl.DateTimeFormat(language.value.tag, { dateStyle: 'long' }).format(new Date(time));
}

export function timeOfDay(time: string): string {
  return new Intl.DateTimeFormat(language.value.tag, { timeStyle: 'short' }).format(new Date(time));
}

const STEPS = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const;

/** A length of time in its largest whole unit, rounded up so that nobody comes too early: "5 minutes". */
export function duration(seconds: number): string {
  const step = STEPS.find((one) => seconds >= one.seconds) ?? { unit: 'second', seconds: 1 };
  return inUnits(Math.max(0, Math.ceil(seconds / step.seconds)), step.unit);
}

/** In days where they are whole ones: "1 day", "36 hours". */
export function hoursLong(hours: number): string {
  return hours % 24 === 0 ? inUnits(hours / 24, 'day') : inUnits(hours, 'hour');
}

function inUnits(count: number, unit: string): string {
  return new Intl.NumberFormat(language.value.tag, { style: 'unit', unit, unitDisplay: 'long' }).format(
    count,
  );
}

/** What is left, as clocks show it: "9:05". */
export function countdown(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds));
  const [minutes, rest] = [Math.floor(left / 60), left % 60];
  const two = new Intl.NumberFormat(language.value.tag, { minimumIntegerDigits: 2 });
  return `${new Intl.NumberFormat(language.value.tag).format(minutes)}:${two.format(rest)}`;
}

/** What the service's clock may be ahead of what is known of it (`serverNow`), with some to spare. */
const ABOUT_NOW = 5_000;

/** Days still to go, the one that has begun counted. */
export function daysUntil(time: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(time) - now - ABOUT_NOW) / 86_400_000));
}
