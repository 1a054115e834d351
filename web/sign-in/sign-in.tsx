import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { formerName } from '../api/session.js';
import { problemText } from '../texts/problem-text.js';
import { text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { Page } from '../ui/page.js';
import { PasswordField } from '../ui/password-field.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { HowItEnded } from './how-it-ended.js';
import { NameField } from './name-field.js';
import { useSignIn } from './use-sign-in.js';

/** IDN-3: the name and the password. */
export function SignIn() {
  const [signInName, setSignInName] = useState(formerName.value);
  const [password, setPassword] = useState('');
  const signIn = useSignIn();
  // CODE-8: said where the code was typed.
  const misplaced = signIn.problem?.code === 'code-is-not-password' ? signIn.problem : undefined;
  return (
    <Page title={text('sign-in.title')}>
      <HowItEnded />
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          void signIn.run({ signInName, password });
        }}
      >
        <NameField value={signInName} onInput={setSignInName} />
        <PasswordField
          label={text('sign-in.password')}
          purpose="current"
          value={password}
          onInput={setPassword}
          error={misplaced === undefined ? undefined : problemText(misplaced)}
        />
        <ProblemNotice problem={misplaced === undefined ? signIn.problem : undefined} />
        <div class="actions">
          <Button kind="main" type="submit" busy={signIn.busy}>
            {text('sign-in.submit')}
          </Button>
          <Link to="/recover" class="button quiet">
            {text('sign-in.forgot')}
          </Link>
        </div>
      </form>
      <p>
        {text('sign-in.no-account')} <Link to="/sign-up">{text('sign-in.create')}</Link>
      </p>
    </Page>
  );
}
