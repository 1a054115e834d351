import type { ComponentChildren } from 'preact';
import type { Problem } from '../api/problem.js';
import { text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { ProblemNotice } from '../ui/problem-notice.js';

interface ConfirmDialogProps {
  readonly title: string;
  /** What follows from it. */
  readonly children: ComponentChildren;
  /** What the button does, in a word or two. */
  readonly submit: string;
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks once more before something that a click can't undo. */
export function ConfirmDialog({ children, onClose, onConfirm, submit, title, ...doing }: ConfirmDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{children}</p>
      <ProblemNotice problem={doing.problem} />
      <div class="actions">
        <Button kind="risky" busy={doing.busy} onClick={onConfirm}>
          {submit}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {text('common.cancel')}
        </Button>
      </div>
    </Dialog>
  );
}
