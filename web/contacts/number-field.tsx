import { AsYouType, type CountryCode } from 'libphonenumber-js/min';
import type { RefObject } from 'preact';
import { text } from '../texts/text.js';
import { Field } from '../ui/field.js';

/** A phone number, written the way its country writes them while it is typed. */
export function NumberField({
  country,
  error,
  example,
  inputRef,
  onCountry,
  onInput,
  value,
}: {
  readonly country: string | undefined;
  readonly value: string;
  readonly onInput: (number: string) => void;
  readonly example: string | undefined;
  readonly error: string | undefined;
  readonly inputRef: RefObject<HTMLInputElement>;
  /** An international number was typed that can be of one country only. */
  readonly onCountry: (country: string) => void;
}) {
  const typed = (next: string): void => {
    const writing = new AsYouType(country as CountryCode | undefined);
    const written = writing.input(next);
    const certain = writing.isInternational() ? writing.getCountry() : undefined;
    if (certain !== undefined) onCountry(certain);
    onInput(isWrittenOn(next, value, inputRef.current) ? written : next);
  };
  return (
    <Field
      label={text('contacts.number')}
      type="tel"
      value={value}
      onInput={typed}
      error={error}
      inputRef={inputRef}
      hint={
        example === undefined ? undefined : (
          <>
            {text('contacts.number-example')} <bdi dir="ltr">{example}</bdi>
          </>
        )
      }
      input={{ autocomplete: 'tel', inputMode: 'tel', maxLength: 40, required: true, dir: 'ltr' }}
    />
  );
}

/** Only what is added at the end is put in order: whoever mends something in the middle, or deletes, keeps the caret where it is. */
function isWrittenOn(next: string, before: string, field: HTMLInputElement | null): boolean {
  const atEnd = field === null || field.selectionStart === next.length;
  return atEnd && next.length > before.length;
}
