import type { Problem } from '../api/problem.js';
import { dateTime, duration, timeOfDay } from './dates.js';
import { hasText, text } from './text.js';

/** One sentence that says what went wrong and what to do next, in the page's language. */
export function problemText(problem: Problem): string {
  const values = valuesOf(problem);
  const [field] = problem.errors ?? [];
  const keys = [
    ...(field === undefined ? [] : [`problems.field.${field.code}`]),
    ...[problem.of, problem.reason].map((detail) => `problems.${problem.code}.${detail ?? ''}`),
    `problems.${problem.code}`,
  ];
  const key = keys.find(hasText) ?? 'problems.internal-error';
  return text(key, values);
}

/** What is wrong with one field, if the problem says so. */
export function fieldProblem(problem: Problem | undefined, path: string): string | undefined {
  const error = problem?.errors?.find((one) => one.path === path);
  if (error === undefined) return undefined;
  const key = `problems.field.${error.code}`;
  return hasText(key) ? text(key) : text('problems.invalid-request');
}

function valuesOf(problem: Problem): Record<string, string | number> {
  const wait = problem.retryAfter ?? 0;
  return {
    attemptsRemaining: problem.attemptsRemaining ?? 0,
    deadline: problem.deadline === undefined ? '' : dateTime(problem.deadline),
    endsAt: problem.endsAt === undefined ? '' : dateTime(problem.endsAt),
    limit: problem.limit ?? 0,
    masked: problem.contact?.masked ?? '',
    reference: problem.reference ?? '',
    sentAt: problem.sentAt === undefined ? '' : timeOfDay(problem.sentAt),
    wait: duration(wait),
  };
}
