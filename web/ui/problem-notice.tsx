import type { Problem } from '../api/problem.js';
import { problemText } from '../texts/problem-text.js';
import { Icon } from './icon.js';

/** What went wrong and what to do next, said at once. There is room for it from the start, so that it is announced. */
export function ProblemNotice({ problem }: { readonly problem: Problem | undefined }) {
  return (
    <div role="alert">
      {problem === undefined ? null : (
        <div class="notice warning" data-problem={problem.code}>
          <Icon name="alert" />
          <p>{problemText(problem)}</p>
        </div>
      )}
    </div>
  );
}
