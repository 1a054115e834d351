import { signal } from '@preact/signals';

const said = signal<string | undefined>(undefined);

/** Says once what has just been done. It stays until the next is said or the page changes. */
export function announce(what: string | undefined): void {
  said.value = what;
}

let later: string | undefined;

/** The same on the page that is gone to next: what was done there is said where its holder comes to. */
export function announceNext(what: string): void {
  later = what;
}

/** A page was turned: what was said on the last one is over. */
export function turnPage(): void {
  said.value = later;
  later = undefined;
}

/** Where it is said: seen at the top of the page, and heard. */
export function Announcement() {
  return (
    <div role="status" class="announcement">
      {said.value === undefined ? null : <p>{said.value}</p>}
    </div>
  );
}
