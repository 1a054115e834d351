import { signal } from '@preact/signals';
import { keptInTab, whenLeft } from './kept-in-tab.js';
import { isOutside } from './set-up.js';
import type { Confirmation, MaskedContact } from './shapes.js';

/** Who is signed in, and what is still asked of them first. The tokens are kept in this tab and nowhere else. */
export type Session =
  | {
      readonly asks: 'nothing';
      readonly signInName: string;
      /** None where a cookie that no script reads says who is asking. */
      readonly token?: string;
      /** The service's own, instead of an account system's or beside its cookie, for as long as the step-up lasts. */
      readonly stepUp?: string;
      /** Where one ends the account system's own session, too. */
      readonly signOutThere?: string;
    }
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
/** Whoever left here may be signed in at the account system still: where to end that. Not for who comes next, so not kept. */
export const stillSignedInThere = signal<string | undefined>(undefined);

let turn = 0;

/** Changes whenever somebody signs in or out: what was asked for before is not for who is here now. */
export function sessionTurn(): number {
  return turn;
}

export function beginSession(next: Session): void {
  if (session.value === undefined) turn++;
  kept.keep(next);
  sessionEnd.value = undefined;
  stillSignedInThere.value = undefined;
}

/** A newer token for the same session: after a step-up, or once what was asked is done. */
export function renewSession(token: string): void {
  const { value: before } = session;
  if (before === undefined) return;
  const { signInName } = before;
  beginSession(
    isOutside && before.asks === 'nothing'
      ? { ...before, stepUp: token }
      : { asks: 'nothing', signInName, token },
  );
}

/** A step-up that is over: the session is what it was before. */
export function endStepUp(): void {
  if (session.value?.asks !== 'nothing') return;
  const { stepUp: _, ...before } = session.value;
  kept.keep(before);
}

export function endSession(why: SessionEnd): void {
  if (session.value === undefined) return;
  turn++;
  formerName.value = why === 'ended' || why === 'password-changed' ? session.value.signInName : '';
  stillSignedInThere.value =
    why === 'signed-out' && session.value.asks === 'nothing' ? session.value.signOutThere : undefined;
  kept.keep(undefined);
  sessionEnd.value = why;
}

whenLeft(() => {
  endSession('ended');
  formerName.value = '';
  stillSignedInThere.value = undefined;
});
