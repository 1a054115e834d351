import type { ComponentChildren } from 'preact';
import { Link } from 'wouter-preact';
import type { Problem } from '../api/problem.js';
import { text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { ProblemNotice } from '../ui/problem-notice.js';

/** Where a code shall go, up to its being sent; or back to the list. */
export function SendCodeForm({
  busy,
  children,
  onSubmit,
  problem,
}: {
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  readonly onSubmit: () => void;
  readonly children: ComponentChildren;
}) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      <ProblemNotice problem={problem} />
      <div class="actions">
        <Button kind="main" type="submit" busy={busy}>
          {text('challenge.send')}
        </Button>
        <Link to="/" class="button quiet">
          {text('common.cancel')}
        </Link>
      </div>
    </form>
  );
}
