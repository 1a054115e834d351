import { useRef, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { session } from '../api/session.js';
import { isOutside } from '../api/set-up.js';
import { rich, text } from '../texts/text.js';
import { Field } from '../ui/field.js';
import { Loading } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { EraseActions } from './erase-actions.js';
import { ForgetForm } from './forget-form.js';
import { Obstacle, hindranceOf } from './obstacle.js';
import { useErasing } from './use-erasing.js';
import { useSecurityInfo } from './use-security-info.js';

/** PRV-3: erases the account, once its holder has read what that means and typed whose it is. */
export function DeleteAccount() {
  const [info, reload] = useSecurityInfo();
  return (
    <Page
      title={text(isOutside ? 'account.forget-title' : 'account.delete-title')}
      lead={text('account.delete-lead')}
    >
      <Loading from={info} reload={reload}>
        {(loaded) => {
          const hindrance = hindranceOf(loaded, false);
          if (hindrance !== undefined) return <Obstacle info={loaded} is={hindrance} />;
          return (
            <>
              <h2>{text('account.delete-means')}</h2>
              <ul class="facts">
                <li>{text(isOutside ? 'account.forget-means-out' : 'account.delete-means-out')}</li>
                <li>{text('account.delete-means-told')}</li>
                <li>{text('account.delete-means-erased')}</li>
                {isOutside ? null : <li>{text('account.delete-means-name')}</li>}
                <li>
                  {rich('account.delete-means-export', {
                    link: (inner) => <Link to="/data">{inner}</Link>,
                  })}
                </li>
              </ul>
              {isOutside ? <ForgetForm /> : <DeleteForm />}
            </>
          );
        }}
      </Loading>
    </Page>
  );
}

function DeleteForm() {
  const name = session.value?.signInName ?? '';
  const [typed, setTyped] = useState('');
  const [isMistaken, setMistaken] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const erase = useErasing('/erased');
  return (
    <form
      class="card"
      onSubmit={(event) => {
        event.preventDefault();
        const isMeant = same(typed, name);
        setMistaken(!isMeant);
        if (isMeant) void erase.run(undefined);
        else field.current?.focus();
      }}
    >
      <Field
        label={text('account.delete-confirm')}
        hint={rich('account.delete-confirm-hint', { name, bold: (inner) => <bdi>{inner}</bdi> })}
        value={typed}
        onInput={setTyped}
        error={isMistaken ? text('account.delete-mismatch') : undefined}
        inputRef={field}
        input={{ autocomplete: 'off', autocapitalize: 'off', spellcheck: false, dir: 'auto', maxLength: 254 }}
      />
      <ProblemNotice problem={erase.problem} />
      <EraseActions busy={erase.busy} submit={text('account.delete-submit')} />
    </form>
  );
}

/** Names are the same whatever their capitals, as for signing in. */
function same(typed: string, name: string): boolean {
  const [one, other] = [typed, name].map((text) => text.trim().normalize('NFKC').toLowerCase());
  return one === other;
}
