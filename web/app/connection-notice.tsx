import { useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { reachable } from '../api/connection.js';
import { text } from '../texts/text.js';
import { announce } from '../ui/announcement.js';

/** Says that the service can't be reached, for as long as that is so, and once when it is back. */
export function ConnectionNotice() {
  const was = useRef(true);
  useSignalEffect(() => {
    const now = reachable.value;
    if (now && !was.current) announce(text('common.reachable-again'));
    was.current = now;
  });
  return (
    <div role="alert" class="connection">
      {reachable.value ? null : <p>{text('common.unreachable')}</p>}
    </div>
  );
}
