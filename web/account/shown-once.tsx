import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { CopyButton } from '../ui/copy-button.js';
import { Icon } from '../ui/icon.js';
import { keepFocus } from '../ui/keep-focus.js';

interface ShownOnceProps {
  readonly title: ComponentChildren;
  readonly secret: string;
  /** What to do with it. */
  readonly children: ComponentChildren;
  /** Other ways to keep it. */
  readonly more?: ComponentChildren;
  readonly onDone: () => void;
}

/** Something that can't be seen again. The focus goes to it: it is what came of the button just pressed. */
export function ShownOnce({ children, more, onDone, secret, title }: ShownOnceProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    return keepFocus;
  }, []);
  return (
    <section class="card shown-once">
      <h2 tabIndex={-1} ref={heading}>
        {title}
      </h2>
      <p class="only-now">
        <Icon name="alert" />
        <span>{text('account.shown-only-now')}</span>
      </p>
      <p class="secret" dir="ltr" translate={false}>
        {secret}
      </p>
      <p>{children}</p>
      <div class="actions">
        <CopyButton copied={secret} />
        {more}
        <Button kind="quiet" onClick={onDone}>
          {text('common.done')}
        </Button>
      </div>
    </section>
  );
}
