import { useState } from 'preact/hooks';
import { api, ask, idempotent } from '../api/client.js';
import { useAction } from '../api/use-action.js';
import { text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { Field } from '../ui/field.js';
import { ProblemNotice } from '../ui/problem-notice.js';

export interface MadeAppPassword {
  readonly id: string;
  readonly name: string;
  readonly appPassword: string;
}

export function MakeAppPassword({ onMade }: { readonly onMade: (made: MadeAppPassword) => void }) {
  const [name, setName] = useState('');
  const [isMissing, setMissing] = useState(false);
  const make = useAction(
    (wanted: string, key) =>
      ask(api.POST('/app-passwords', { params: idempotent(key), body: { name: wanted } })),
    onMade,
  );
  return (
    <form
      class="card"
      onSubmit={(event) => {
        event.preventDefault();
        const wanted = name.trim();
        setMissing(wanted === '');
        if (wanted !== '') void make.run(wanted);
      }}
    >
      <h2>{text('account.app-make')}</h2>
      <Field
        label={text('account.app-name')}
        value={name}
        onInput={setName}
        hint={text('account.app-name-hint')}
        error={isMissing ? text('account.app-name-missing') : undefined}
        input={{ maxLength: 64, autocomplete: 'off', dir: 'auto' }}
      />
      <ProblemNotice problem={make.problem} />
      <div class="actions">
        <Button kind="main" type="submit" busy={make.busy}>
          {text('account.app-submit')}
        </Button>
      </div>
    </form>
  );
}
