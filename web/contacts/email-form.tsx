import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../api/problem.js';
import { fieldProblem } from '../texts/problem-text.js';
import { text } from '../texts/text.js';
import { Field } from '../ui/field.js';
import { otherProblem } from './other-problem.js';
import type { NewContact } from './name-contact.js';
import { SendCodeForm } from './send-code-form.js';

export interface ContactFormProps {
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  readonly onSubmit: (contact: NewContact) => void;
}

export function EmailForm({ busy, onSubmit, problem }: ContactFormProps) {
  const [address, setAddress] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const error = fieldProblem(problem, 'address');
  useEffect(() => {
    if (error !== undefined) field.current?.focus();
  }, [error, problem]);
  return (
    <SendCodeForm
      busy={busy}
      problem={otherProblem(problem)}
      onSubmit={() => onSubmit({ channel: 'email', address: address.trim() })}
    >
      <Field
        label={text('contacts.email')}
        hint={text('contacts.email-hint')}
        value={address}
        onInput={setAddress}
        error={error}
        inputRef={field}
        input={{
          // Not type=email: browsers rewrite what is typed there, and say less well than the service what is wrong.
          inputMode: 'email',
          autocomplete: 'email',
          autocapitalize: 'off',
          spellcheck: false,
          maxLength: 512,
          required: true,
          dir: 'ltr',
        }}
      />
    </SendCodeForm>
  );
}
