import { useState } from 'preact/hooks';
import { text } from '../texts/text.js';
import { Checkbox } from '../ui/checkbox.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { EraseActions } from './erase-actions.js';
import { useErasing } from './use-erasing.js';

/** PRV-3 where the account is somebody else's and stays: what is kept here goes. */
export function ForgetForm() {
  const [understood, setUnderstood] = useState(false);
  const [asked, setAsked] = useState(false);
  const forget = useErasing('/sign-in');
  return (
    <form
      class="card"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(!understood);
        if (understood) void forget.run(undefined);
        else event.currentTarget.querySelector('input')?.focus();
      }}
    >
      <Checkbox checked={understood} onChange={setUnderstood}>
        {text('account.forget-understood')}
      </Checkbox>
      <div role="alert">
        {asked && !understood ? <p class="error">{text('contacts.understood-first')}</p> : null}
      </div>
      <ProblemNotice problem={forget.problem} />
      <EraseActions busy={forget.busy} submit={text('account.forget-submit')} />
    </form>
  );
}
