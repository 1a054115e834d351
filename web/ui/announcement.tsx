import { signal } from '@preact/signals';

const said = signal<string | undefined>(undefined);

/** Says once what has just been done. It stays until the next is said or the page changes. */
export function announce(what: string | undefined): void {
  said.value = what;
}

/** Where it is said: seen at the top of the page, and heard. */
export function Announcement() {
  return (
    <div role="status" class="announcement">
      {said.value === undefined ? null : <p>{said.value}</p>}
    </div>
  );
}
