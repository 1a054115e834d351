import type { Problem } from '../api/problem.js';
import { fieldProblem } from '../texts/problem-text.js';
import { hasText, text } from '../texts/text.js';

/** ADD-2, ADD-3: the precise reason why no code can go to what was typed, for the field it is about. */
export function contactProblem(
  problem: Problem | undefined,
  path: 'address' | 'country' | 'number',
): string | undefined {
  const error = problem?.errors?.find((one) => one.path === path);
  if (error === undefined) return undefined;
  const key = `contacts.wrong-${path}-${error.code}`;
  return hasText(key) ? text(key) : fieldProblem(problem, path);
}

/** Problems that are not shown at a field. */
export function otherProblem(problem: Problem | undefined): Problem | undefined {
  const atField = (['address', 'country', 'number'] as const).some(
    (path) => contactProblem(problem, path) !== undefined,
  );
  return atField ? undefined : problem;
}
