import type { ComponentChildren, InputHTMLAttributes, RefObject } from 'preact';
import { useEffect, useId } from 'preact/hooks';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly hint?: ComponentChildren;
  /** What is wrong with what is in it. */
  readonly error?: string | undefined;
  readonly type?: 'text' | 'email' | 'tel' | 'password';
  readonly inputRef?: RefObject<HTMLInputElement>;
  readonly input?: InputHTMLAttributes;
  /** At its end, inside: a button to show a password, say. */
  readonly beside?: ComponentChildren;
}

/** One labelled field with its hint and what is wrong, all tied to it for screen readers. */
export function Field(props: FieldProps) {
  const { beside, error, hint, input, inputRef, label, onInput, type = 'text', value } = props;
  const id = useId();
  useEffect(() => {
    if (error !== undefined) goTo(id);
  }, [error, id]);
  const described = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`]
    .filter((one) => one !== '')
    .join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="box">
        <input
          {...input}
          {...(inputRef === undefined ? {} : { ref: inputRef })}
          id={id}
          type={type}
          value={value}
          aria-invalid={error !== undefined}
          {...(described === '' ? {} : { 'aria-describedby': described })}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
        {beside}
      </div>
      {hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {/* There from the start, so that what comes into it is announced. */}
      <div role="alert">
        {error === undefined ? null : (
          <p class="error" id={`${id}-error`}>
            {error}
          </p>
        )}
      </div>
    </div>
  );
}

/** To the first field in error: where what has to be mended is. */
function goTo(id: string): void {
  const isInError = document.activeElement?.getAttribute('aria-invalid') === 'true';
  if (!isInError) document.getElementById(id)?.focus();
}
