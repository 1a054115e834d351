import type { Answers } from '../ports/answers.js';
import type { Parts } from './parts.js';

/** DUR-4: what is older than a day answers no repeat any more. */
export async function dropOldAnswers({
  answers,
  clock,
}: Pick<Parts, 'clock'> & { readonly answers: Answers }): Promise<number> {
  return answers.dropOld(clock.now());
}
