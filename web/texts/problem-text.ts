import type { Problem } from '../api/problem.js';
import { dateTime, duration, timeOfDay } from './dates.js';
import { isolated } from './isolated.js';
import { hasText, text } from './text.js';

/** One sentence that says what went wrong and what to do next, in the page's language. */
export function problemText(problem: Problem): string {
  const [error] = problem.errors ?? [];
  const keys = [
    ...(error === undefined ? [] : fieldKeys(error)),
    ...[problem.of, problem.reason].map((detail) => `problems.${problem.code}.${detail ?? ''}`),
    `problems.${problem.code}`,
  ];
  return text(keys.find(hasText) ?? 'problems.internal-error', valuesOf(problem));
}

/** What is wrong with one field, if the problem says so. */
export function fieldProblem(problem: Problem | undefined, path: string): string | undefined {
  const error = problem?.errors?.find((one) => one.path === path);
  return error === undefined ? undefined : text(fieldKeys(error).find(hasText) ?? 'problems.field.invalid');
}

/** The same code may need other words in another field: a number is too short in another way than a password. */
function fieldKeys({ code, path }: { readonly code: string; readonly path: string }): readonly string[] {
  return [`problems.field.${path}.${code}`, `problems.field.${code}`];
}

function valuesOf(problem: Problem): Record<string, string | number> {
  const { attemptsRemaining, contact, endsAt, limit, reference, retryAfter, sentAt } = problem;
  return {
    attemptsRemaining: attemptsRemaining ?? 0,
    endsAt: endsAt === undefined ? '' : dateTime(endsAt),
    limit: limit ?? 0,
    masked: isolated(contact?.masked ?? ''),
    reference: isolated(reference ?? ''),
    sentAt: sentAt === undefined ? '' : timeOfDay(sentAt),
    wait: duration(Math.max(1, retryAfter ?? 1)),
  };
}
