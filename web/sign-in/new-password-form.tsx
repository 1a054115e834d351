import { useState } from 'preact/hooks';
import { api, ask, idempotent } from '../api/client.js';
import { fieldProblem } from '../texts/problem-text.js';
import { text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { PasswordField } from '../ui/password-field.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { useSignIn } from './use-sign-in.js';

/** REC-4: sets the new password with what the code gave, and signs in with it. */
export function NewPasswordForm({
  onAgain,
  recoveryGrant,
  signInName,
}: {
  readonly signInName: string;
  readonly recoveryGrant: string;
  /** Asks for another code, where this one's grant is no good any more. */
  readonly onAgain: () => void;
}) {
  const [password, setPassword] = useState('');
  const reset = useSignIn(({ password: newPassword }, key) =>
    ask(api.POST('/password/reset', { params: idempotent(key), body: { recoveryGrant, newPassword } })),
  );
  const weak = fieldProblem(reset.problem, 'password');
  if (reset.problem?.code === 'grant-invalid') return <TooLate onAgain={onAgain} />;
  return (
    <form
      class="card"
      onSubmit={(event) => {
        event.preventDefault();
        void reset.run({ signInName, password });
      }}
    >
      {/* For password managers: whose password this is. */}
      <input type="text" hidden readOnly autocomplete="username" value={signInName} />
      <PasswordField
        label={text('sign-in.new-password')}
        purpose="new"
        value={password}
        onInput={setPassword}
        hint={text('sign-in.up-password-hint')}
        error={weak}
      />
      <ProblemNotice problem={weak === undefined ? reset.problem : undefined} />
      <div class="actions">
        <Button kind="main" type="submit" busy={reset.busy}>
          {text('sign-in.new-submit')}
        </Button>
      </div>
    </form>
  );
}

function TooLate({ onAgain }: { readonly onAgain: () => void }) {
  return (
    <>
      <div role="alert">
        <Notice kind="warning">
          <p>{text('sign-in.new-too-late')}</p>
        </Notice>
      </div>
      <div class="actions">
        <Button kind="main" onClick={onAgain}>
          {text('challenge.new-code')}
        </Button>
      </div>
    </>
  );
}
