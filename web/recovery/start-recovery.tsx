import { useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { api, ask, idempotent } from '../api/client.js';
import { formerName } from '../api/session.js';
import { useAction } from '../api/use-action.js';
import { useIsHere } from '../api/use-is-here.js';
import { NameField } from '../sign-in/name-field.js';
import { text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { Page } from '../ui/page.js';
import { RecoveryProblem } from './recovery-problem.js';
import { beginRecovery, recovery } from './recovery.js';

/** REC-1: a recovery begins with a sign-in name alone. */
export function StartRecovery() {
  const [, navigate] = useLocation();
  const isHere = useIsHere();
  const begun = recovery.value?.signInName ?? '';
  const [signInName, setSignInName] = useState(begun === '' ? formerName.value : begun);
  const start = useAction(
    (name: string, key) =>
      ask(api.POST('/recovery', { params: idempotent(key), body: { signInName: name } })),
    (started, name) => {
      // Given up: another may be under way by now.
      if (!isHere.current) return;
      beginRecovery({ ...started, signInName: name });
      navigate('/recover/contact');
    },
  );
  return (
    <Page title={text('recovery.start-title')} lead={text('recovery.start-lead')}>
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          if (signInName.trim() !== '') void start.run(signInName.trim());
        }}
      >
        <NameField value={signInName} onInput={setSignInName} />
        <RecoveryProblem problem={start.problem} />
        <div class="actions">
          <Button kind="main" type="submit" busy={start.busy}>
            {text('recovery.go-on')}
          </Button>
          <Link to="/sign-in" class="button quiet">
            {text('recovery.to-sign-in')}
          </Link>
        </div>
      </form>
    </Page>
  );
}
