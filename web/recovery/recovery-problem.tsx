import { Link } from 'wouter-preact';
import type { Problem } from '../api/problem.js';
import { text } from '../texts/text.js';
import { ProblemNotice } from '../ui/problem-notice.js';

/** A recovery is good for an hour, its grant for minutes: what is not found, or not good any more, took too long. */
const OVER: ReadonlySet<string> = new Set(['not-found', 'grant-invalid']);

/** What went wrong, and the way to begin anew when that's all there is left. */
export function RecoveryProblem({ problem }: { readonly problem: Problem | undefined }) {
  const isOver = problem !== undefined && OVER.has(problem.code);
  return (
    <>
      <ProblemNotice problem={isOver ? { code: 'grant-invalid' } : problem} />
      {isOver ? (
        <p>
          <Link to="/recover" class="button">
            {text('recovery.start-again')}
          </Link>
        </p>
      ) : null}
    </>
  );
}
