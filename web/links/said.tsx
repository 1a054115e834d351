import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Notice } from '../ui/notice.js';

/** What came of the link. It takes the focus: the button that was pressed may be gone. */
export function Said({
  children,
  kind,
}: {
  readonly kind: 'good' | 'warning';
  readonly children: ComponentChildren;
}) {
  const said = useRef<HTMLDivElement>(null);
  useEffect(() => said.current?.focus(), []);
  return (
    <div role="status" tabIndex={-1} ref={said} class="said">
      <Notice kind={kind}>
        <p>{children}</p>
      </Notice>
    </div>
  );
}
