import { Link } from 'wouter-preact';
import { text } from '../texts/text.js';
import { Button } from '../ui/button.js';

/** What ends the question whether to erase: doing it, or going back to one's data. */
export function EraseActions({ busy, submit }: { readonly busy: boolean; readonly submit: string }) {
  return (
    <div class="actions">
      <Button kind="risky" type="submit" icon="trash" busy={busy}>
        {submit}
      </Button>
      <Link to="/data" class="button quiet">
        {text('common.cancel')}
      </Link>
    </div>
  );
}
