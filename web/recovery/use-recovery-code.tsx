import { useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { api, ask, idempotent } from '../api/client.js';
import type { Problem } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { Field } from '../ui/field.js';
import { Page } from '../ui/page.js';
import { afterProof } from './after-proof.js';
import { RecoveryProblem } from './recovery-problem.js';
import type { Recovery } from './recovery.js';

/** REC-5: the code that was kept on paper. */
export function UseRecoveryCode({ recovery }: { readonly recovery: Recovery }) {
  const { recoveryId } = recovery;
  const [, navigate] = useLocation();
  const [recoveryCode, setRecoveryCode] = useState('');
  const use = useAction(
    (typed: string, key) =>
      ask(
        api.POST('/recovery/{recoveryId}/recovery-code', {
          params: { path: { recoveryId }, ...idempotent(key) },
          body: { recoveryCode: typed },
        }),
      ),
    (taken) => {
      const next = afterProof(recovery, taken);
      if (next !== undefined) navigate(next);
    },
  );
  const wrong = use.problem?.code === 'wrong-code' ? use.problem : undefined;
  return (
    <Page title={text('recovery.recovery-code-title')} lead={text('recovery.recovery-code-lead')}>
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          if (recoveryCode.trim() !== '') void use.run(recoveryCode.trim());
        }}
      >
        <Field
          label={text('recovery.recovery-code')}
          hint={text('recovery.recovery-code-hint')}
          value={recoveryCode}
          onInput={setRecoveryCode}
          error={wrong === undefined ? undefined : wrongText(wrong)}
          input={{
            class: 'recovery-code',
            autocomplete: 'off',
            autocapitalize: 'characters',
            spellcheck: false,
            required: true,
            maxLength: 128,
            dir: 'ltr',
          }}
        />
        <RecoveryProblem problem={wrong === undefined ? use.problem : undefined} />
        <div class="actions">
          <Button kind="main" type="submit" busy={use.busy}>
            {text('recovery.go-on')}
          </Button>
          <Link to="/recover/contact" class="button quiet">
            {text('common.back')}
          </Link>
        </div>
      </form>
    </Page>
  );
}

function wrongText({ attemptsRemaining = 0 }: Problem): string {
  return text('recovery.wrong-recovery-code', { attemptsRemaining });
}
