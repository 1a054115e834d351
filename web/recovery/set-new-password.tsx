import { useState } from 'preact/hooks';
import { Redirect, useLocation } from 'wouter-preact';
import { api, ask, idempotent } from '../api/client.js';
import { endSession, formerName } from '../api/session.js';
import { useAction } from '../api/use-action.js';
import { problemText } from '../texts/problem-text.js';
import { text } from '../texts/text.js';
import { announceNext } from '../ui/announcement.js';
import { Button } from '../ui/button.js';
import { Page } from '../ui/page.js';
import { PasswordField } from '../ui/password-field.js';
import { RecoveryProblem } from './recovery-problem.js';
import { endRecovery, placeOf, type Recovery } from './recovery.js';

/** REC-4: the new password. It signs nobody in: signing in with it is next. */
export function SetNewPassword({ recovery }: { readonly recovery: Recovery }) {
  const { newCodes = [], recoveryGrant } = recovery;
  if (recoveryGrant === undefined || newCodes.length > 0) return <Redirect to={placeOf(recovery)} replace />;
  return <PasswordForm recoveryGrant={recoveryGrant} signInName={recovery.signInName} />;
}

function PasswordForm({
  recoveryGrant,
  signInName,
}: Readonly<Record<'recoveryGrant' | 'signInName', string>>) {
  const [, navigate] = useLocation();
  const [password, setPassword] = useState('');
  const reset = useAction(
    (newPassword: string, key) =>
      ask(api.POST('/password/reset', { params: idempotent(key), body: { recoveryGrant, newPassword } })),
    () => {
      announceNext(text('recovery.password-set'));
      endSession('password-changed');
      formerName.value = signInName;
      navigate('/sign-in', { replace: true });
      endRecovery();
    },
  );
  const weak = reset.problem?.code === 'weak-password' ? reset.problem : undefined;
  return (
    <Page title={text('recovery.password-title')} lead={text('recovery.password-lead')}>
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          if (password !== '') void reset.run(password);
        }}
      >
        {/* For password managers: whose password this is. */}
        <input type="text" hidden readOnly autocomplete="username" value={signInName} />
        <PasswordField
          label={text('recovery.new-password')}
          hint={text('sign-in.up-password-hint')}
          purpose="new"
          value={password}
          onInput={setPassword}
          error={weak === undefined ? undefined : problemText(weak)}
        />
        <RecoveryProblem problem={weak === undefined ? reset.problem : undefined} />
        <div class="actions">
          <Button kind="main" type="submit" busy={reset.busy}>
            {text('recovery.set-password')}
          </Button>
        </div>
      </form>
    </Page>
  );
}
