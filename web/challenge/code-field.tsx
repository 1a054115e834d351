import { useEffect, useRef } from 'preact/hooks';
import { text } from '../texts/text.js';
import { Field } from '../ui/field.js';

interface CodeFieldProps {
  readonly value: string;
  readonly onInput: (code: string) => void;
  readonly error?: string | undefined;
  /** The code that the error is about. */
  readonly refused: string;
  /** A text message with the code came, and the browser read it (WebOTP). */
  readonly onReceived: (code: string) => void;
}

/**
 * One field for the whole code: phones fill it in from the message, password managers too, and pasting "123 456" works. It
 * takes letters away, not digits: how many there are is the service's to say.
 */
export function CodeField({ error, onInput, onReceived, refused, value }: CodeFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  // The next one is typed over the wrong one, if it has not been typed already.
  useEffect(() => {
    if (error !== undefined && value === refused) field.current?.select();
  }, [error]);
  useReceivedCode(onReceived);
  return (
    <Field
      label={text('challenge.code')}
      value={value}
      onInput={(typed) => onInput(digitsOf(typed))}
      error={error}
      inputRef={field}
      input={{
        class: 'code',
        inputMode: 'numeric',
        autocomplete: 'one-time-code',
        maxLength: 32,
        required: true,
        dir: 'ltr',
        spellcheck: false,
      }}
    />
  );
}

/** Full-width and Arabic digits are digits, too: keyboards write them. */
export function digitsOf(typed: string): string {
  return [...typed.normalize('NFKC')]
    .map((character) => {
      const point = character.codePointAt(0) ?? 0;
      if (point >= 0x660 && point <= 0x669) return String(point - 0x660);
      if (point >= 0x6f0 && point <= 0x6f9) return String(point - 0x6f0);
      return character;
    })
    .filter((character) => character >= '0' && character <= '9')
    .join('')
    .slice(0, 8);
}

interface OtpCredential extends Credential {
  readonly code: string;
}

function useReceivedCode(onReceived: (code: string) => void): void {
  const latest = useRef(onReceived);
  latest.current = onReceived;
  useEffect(() => {
    if (!('OTPCredential' in window)) return;
    const stop = new AbortController();
    const wanted = { otp: { transport: ['sms'] }, signal: stop.signal } as CredentialRequestOptions;
    navigator.credentials.get(wanted).then(
      (credential) => {
        if (credential !== null) latest.current(digitsOf((credential as OtpCredential).code));
      },
      () => {
        // No message came, or the holder would not share it: they type it.
      },
    );
    return () => stop.abort();
  }, []);
}
