import { useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { api, ask, idempotent } from '../api/client.js';
import type { Problem } from '../api/problem.js';
import { endSession, session } from '../api/session.js';
import { useAction } from '../api/use-action.js';
import { fieldProblem, problemText } from '../texts/problem-text.js';
import { text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { Loading } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { PasswordField } from '../ui/password-field.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { Obstacle, hindranceOf } from './obstacle.js';
import { useSecurityInfo } from './use-security-info.js';

/** A new password, by whoever knows the old one. It ends this session with all others. */
export function ChangePassword() {
  const [info, reload] = useSecurityInfo();
  return (
    <Page title={text('account.password-title')} lead={text('account.password-lead')}>
      <Loading from={info} reload={reload}>
        {(loaded) => {
          const hindrance = hindranceOf(loaded, false);
          return hindrance === undefined ? <PasswordForm /> : <Obstacle info={loaded} is={hindrance} />;
        }}
      </Loading>
    </Page>
  );
}

function PasswordForm() {
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const [, navigate] = useLocation();
  const change = useAction(
    (body: { readonly currentPassword: string; readonly newPassword: string }, key) =>
      ask(api.POST('/password/change', { params: idempotent(key), body })),
    () => {
      navigate('/sign-in', { replace: true });
      endSession('password-changed');
    },
  );
  const wrong = currentError(change.problem);
  const weak = fieldProblem(change.problem, 'password');
  return (
    <form
      class="card"
      onSubmit={(event) => {
        event.preventDefault();
        void change.run({ currentPassword, newPassword });
      }}
    >
      {/* For password managers, which have to know whose password changes. */}
      <input type="text" autocomplete="username" value={session.value?.signInName} readOnly hidden />
      <PasswordField
        label={text('account.password-current')}
        purpose="current"
        value={currentPassword}
        onInput={setCurrent}
        error={wrong}
      />
      <PasswordField
        label={text('account.password-new')}
        purpose="new"
        value={newPassword}
        onInput={setNew}
        hint={text('account.password-new-hint')}
        error={weak}
      />
      <ProblemNotice problem={wrong === undefined && weak === undefined ? change.problem : undefined} />
      <div class="actions">
        <Button kind="main" type="submit" busy={change.busy}>
          {text('account.password-submit')}
        </Button>
      </div>
    </form>
  );
}

/** What is wrong with the current password, as far as it is. */
function currentError(problem: Problem | undefined): string | undefined {
  if (problem?.code === 'wrong-credentials') return text('account.password-wrong');
  return problem?.code === 'code-is-not-password' ? problemText(problem) : undefined;
}
