import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.js';

interface ButtonProps {
  readonly children: ComponentChildren;
  /** `main`: what most people came to do, once a page. `risky`: can't be undone with a click. */
  readonly kind?: 'main' | 'plain' | 'quiet' | 'risky';
  readonly type?: 'button' | 'submit';
  readonly icon?: IconName;
  /** Under way: it stays where it is and can be reached, but does nothing. */
  readonly busy?: boolean;
  /** Says why it can't be used now; it can still be reached and read. */
  readonly unavailable?: boolean;
  /** Adds what a row's button is about, for those who hear it alone. */
  readonly label?: string;
  readonly describedBy?: string;
  readonly onClick?: () => void;
}

export function Button({
  busy = false,
  children,
  describedBy,
  icon,
  kind = 'plain',
  label,
  onClick,
  type = 'button',
  unavailable = false,
}: ButtonProps) {
  const idle = busy || unavailable;
  return (
    <button
      type={type}
      class={`button ${kind}`}
      aria-disabled={idle}
      aria-busy={busy}
      aria-label={label}
      aria-describedby={describedBy}
      onClick={(event) => {
        if (idle) event.preventDefault();
        else onClick?.();
      }}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}
