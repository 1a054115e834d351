import { useState } from 'preact/hooks';
import { text } from '../texts/text.js';
import { Field } from './field.js';

interface PasswordFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** What password managers shall do: fill one in, or make one up. */
  readonly purpose: 'current' | 'new';
  readonly hint?: string;
  readonly error?: string | undefined;
}

export function PasswordField({ error, hint, label, onInput, purpose, value }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <Field
      label={label}
      type={shown ? 'text' : 'password'}
      value={value}
      onInput={onInput}
      error={error}
      {...(hint === undefined ? {} : { hint })}
      input={{
        autocomplete: purpose === 'current' ? 'current-password' : 'new-password',
        required: true,
        maxLength: 1024,
        spellcheck: false,
        autocapitalize: 'off',
      }}
      beside={
        <button type="button" class="inside" onClick={() => setShown(!shown)}>
          {text(shown ? 'common.hide-password' : 'common.show-password')}
        </button>
      }
    />
  );
}
