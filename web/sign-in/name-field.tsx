import { text } from '../texts/text.js';
import { Field } from '../ui/field.js';

/** What one signs in with. Names are nobody's to correct: no capitals and no spelling by the keyboard. */
export function NameField({
  error,
  hint,
  onInput,
  value,
}: {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly hint?: string;
  readonly error?: string | undefined;
}) {
  return (
    <Field
      label={text('sign-in.name')}
      value={value}
      onInput={onInput}
      error={error}
      {...(hint === undefined ? {} : { hint })}
      input={{
        autocomplete: 'username',
        required: true,
        maxLength: 254,
        dir: 'auto',
        spellcheck: false,
        autocapitalize: 'off',
      }}
    />
  );
}
