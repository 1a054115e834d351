import type { ComponentChildren } from 'preact';
import { Icon } from './icon.js';

const ICONS = { good: 'check', note: 'shield', warning: 'alert' } as const;

/** Something to know before going on. Not announced: for what just happened use Announcement or ProblemNotice. */
export function Notice({
  children,
  kind,
  title,
}: {
  readonly kind: keyof typeof ICONS;
  readonly title?: ComponentChildren;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class={`notice ${kind}`}>
      <Icon name={ICONS[kind]} />
      <div>
        {title === undefined ? null : <p class="title">{title}</p>}
        {children}
      </div>
    </div>
  );
}
