import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { text } from '../texts/text.js';

/** One page: its heading gets the focus when it opens, so that screen readers and keyboards begin there. */
export function Page({
  children,
  lead,
  title,
}: {
  readonly title: string;
  readonly lead?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    document.title = `${title} – ${text('common.product')}`;
  }, [title]);
  return (
    <section class="sheet">
      <h1 tabIndex={-1} ref={heading}>
        {title}
      </h1>
      {lead === undefined ? null : <p class="lead">{lead}</p>}
      {children}
    </section>
  );
}
