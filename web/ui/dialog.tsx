import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { text } from '../texts/text.js';
import { keepFocus } from './keep-focus.js';

/** A modal dialog, the browser's own: focus stays in it, Escape closes it, and gives the focus back. */
export function Dialog({
  children,
  onClose,
  title,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly onClose: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // Read from its beginning, and not from the button that closes it.
    heading.current?.focus();
    return () => {
      shown?.close();
      // What it came from may be gone by now, with what was just done: a row with its button.
      keepFocus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header>
        <h2 id={id} tabIndex={-1} ref={heading}>
          {title}
        </h2>
        <button type="button" class="inside" onClick={onClose}>
          {text('common.close')}
        </button>
      </header>
      {children}
    </dialog>
  );
}
