import { useState } from 'preact/hooks';

/** Whether this page runs on a developer's machine: the service says so in the page itself. */
const isLocal = document.documentElement.dataset['local'] !== undefined;

/**
 * What a visitor of the local host needs beside the page: the messages that were "sent", and the clock. For developers, so it
 * speaks English only.
 */
export function LocalDrawer() {
  const [open, setOpen] = useState(false);
  if (!isLocal) return null;
  return (
    <div class="local" lang="en" dir="ltr">
      <button type="button" class="inside" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Close outbox and clock' : 'Local outbox and clock'}
      </button>
      {open ? <iframe src="/local" title="Local outbox and clock" /> : null}
    </div>
  );
}
