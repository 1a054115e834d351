import { signal } from '@preact/signals';
import { keptInTab, whenLeft } from './kept-in-tab.js';
import type { Confirmation, MaskedContact } from './shapes.js';

/** Who is signed in, and what is still asked of them first. The token is kept in this tab and nowhere else. */
export type Session =
  | { readonly asks: 'nothing'; readonly signInName: string; readonly token: string }
  | {
      readonly asks: 'code' | 'new-password';
      readonly signInName: string;
      readonly token: string;
      readonly contacts: readonly MaskedContact[];
    }
  | {
      readonly asks: 'confirmation';
      readonly signInName: string;
      readonly token: string;
      readonly contacts: readonly MaskedContact[];
      readonly confirmation: Confirmation;
      readonly canSkip: boolean;
    };

const kept = keptInTab<Session>('session');

export const session = kept.value;
type SessionEnd = 'ended' | 'erased' | 'password-changed' | 'signed-out';

/** Why nobody is signed in any more, for the sign-in page to say. */
export const sessionEnd = signal<SessionEnd | undefined>(undefined);
/** Who was signed in and has to again; nobody where they wanted to leave: others may sit here next. */
export const formerName = signal('');

let turn = 0;

/** Changes whenever somebody signs in or out: what was asked for before is not for who is here now. */
export function sessionTurn(): number {
  return turn;
}

export function beginSession(next: Session): void {
  if (session.value === undefined) turn++;
  kept.keep(next);
  sessionEnd.value = undefined;
}

/** A newer token for the same session: after a step-up, or once what was asked is done. */
export function renewSession(token: string): void {
  if (session.value === undefined) return;
  const { signInName } = session.value;
  beginSession({ asks: 'nothing', signInName, token });
}

export function endSession(why: SessionEnd): void {
  if (session.value === undefined) return;
  turn++;
  formerName.value = why === 'ended' || why === 'password-changed' ? session.value.signInName : '';
  kept.keep(undefined);
  sessionEnd.value = why;
}

whenLeft(() => {
  endSession('ended');
  formerName.value = '';
});
