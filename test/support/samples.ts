import type { Answer } from './holder.js';

/** One answer, as somebody sees it who wants to learn something from it. */
export interface Sample {
  readonly milliseconds: number;
  readonly status: number;
  readonly headers: string;
  /** The names and kinds of the fields, and how long the text is. */
  readonly shape: string;
}

export async function sample(ask: () => Promise<Answer>): Promise<Sample> {
  const started = performance.now();
  const { body, headers, status } = await ask();
  const milliseconds = performance.now() - started;
  return { milliseconds, status, headers: [...headers.keys()].sort().join(' '), shape: shapeOf(body) };
}

function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shapeOf).join()}]`;
  if (typeof value !== 'object' || value === null) return typeof value;
  return `{${Object.entries(value)
    .map(([key, field]) => `${key}:${typeof field === 'string' ? `text${field.length}` : shapeOf(field)}`)
    .join()}}`;
}

/** Runs all of it in random order, so many at a time: whatever loads the machine meanwhile, it meets every side alike. */
export async function shuffled(work: readonly (() => Promise<void>)[], lanes: number): Promise<void> {
  const left = work
    .map((run) => ({ run, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ run }) => run);
  const lane = async (): Promise<void> => {
    for (let run = left.pop(); run !== undefined; run = left.pop()) await run();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

export function median(samples: readonly Sample[]): number {
  const sorted = samples.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** The middle half of them lies within so many milliseconds. */
export function spread(samples: readonly Sample[]): number {
  const sorted = samples.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  return at(0.75) - at(0.25);
}

/** The two-sample Kolmogorov-Smirnov statistic: the largest distance between the two empirical distributions. */
export function distance(one: readonly Sample[], other: readonly Sample[]): number {
  const all = [...one.map((s) => ({ ...s, side: 1 })), ...other.map((s) => ({ ...s, side: 2 }))];
  all.sort((a, b) => a.milliseconds - b.milliseconds);
  let [first, second, largest] = [0, 0, 0];
  for (const { side } of all) {
    if (side === 1) first += 1;
    else second += 1;
    largest = Math.max(largest, Math.abs(first / one.length - second / other.length));
  }
  return largest;
}

/** The distance that equal distributions go beyond once in a thousand runs. */
export function critical(one: number, other: number, alpha = 0.001): number {
  return Math.sqrt(-Math.log(alpha / 2) / 2) * Math.sqrt((one + other) / (one * other));
}

/** So many standard deviations a normal variable is away from its mean once in a thousand times. */
const ONCE_IN_A_THOUSAND = 3.29;

/**
 * Mood's median test: whether more of one side lies above the middle of both than equal distributions would show once in a
 * thousand runs. Where half of the answers miss their beat, medians jump from one beat to the next by chance alone.
 */
export function mediansDiffer(one: readonly Sample[], other: readonly Sample[]): boolean {
  const middle = median([...one, ...other]);
  const above = (some: readonly Sample[]): number =>
    some.filter(({ milliseconds }) => milliseconds > middle).length / some.length;
  const deviation = Math.sqrt((one.length + other.length) / (one.length * other.length)) / 2;
  return Math.abs(above(one) - above(other)) > ONCE_IN_A_THOUSAND * deviation;
}
