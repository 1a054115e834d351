import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { api, ask, idempotent } from '../api/client.js';
import { fieldProblem, problemText } from '../texts/problem-text.js';
import { language, text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { Page } from '../ui/page.js';
import { PasswordField } from '../ui/password-field.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { NameField } from './name-field.js';
import { useSignIn } from './use-sign-in.js';

/** IDN-3: a new account. It is signed in at once, and gets its messages in the language of this page. */
export function SignUp() {
  const [signInName, setSignInName] = useState('');
  const [password, setPassword] = useState('');
  const signUp = useSignIn((credentials, key) =>
    ask(
      api.POST('/accounts', {
        params: idempotent(key),
        body: { ...credentials, locale: language.value.tag },
      }),
    ),
  );
  const { problem } = signUp;
  const taken = problem?.code === 'sign-in-name-taken' ? problemText(problem) : undefined;
  const short =
    fieldProblem(problem, 'signInName') === undefined ? undefined : text('sign-in.up-name-too-short');
  const weak = fieldProblem(problem, 'password');
  const isOfAField = [taken, short, weak].some((error) => error !== undefined);
  return (
    <Page title={text('sign-in.up-title')}>
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          void signUp.run({ signInName, password });
        }}
      >
        <NameField
          value={signInName}
          onInput={setSignInName}
          hint={text('sign-in.up-name-hint')}
          error={taken ?? short}
        />
        <PasswordField
          label={text('sign-in.password')}
          purpose="new"
          value={password}
          onInput={setPassword}
          hint={text('sign-in.up-password-hint')}
          error={weak}
        />
        <ProblemNotice problem={isOfAField ? undefined : problem} />
        <div class="actions">
          <Button kind="main" type="submit" busy={signUp.busy}>
            {text('sign-in.up-submit')}
          </Button>
        </div>
      </form>
      <p>
        {text('sign-in.up-have')} <Link to="/sign-in">{text('sign-in.title')}</Link>
      </p>
    </Page>
  );
}
