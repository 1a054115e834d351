import type { Problem } from '../api/problem.js';
import { fieldProblem } from '../texts/problem-text.js';

/** A problem that none of the form's fields shows (ADD-2, ADD-3). */
export function otherProblem(problem: Problem | undefined): Problem | undefined {
  const atField = ['address', 'country', 'number'].some((path) => fieldProblem(problem, path) !== undefined);
  return atField ? undefined : problem;
}
