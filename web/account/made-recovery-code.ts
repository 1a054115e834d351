import { effect } from '@preact/signals';
import { keptInTab } from '../api/kept-in-tab.js';
import { session } from '../api/session.js';

const kept = keptInTab<{ readonly signInName: string; readonly code: string }>('recovery-code');
// Not for who comes next.
effect(() => {
  if (session.value === undefined) kept.keep(undefined);
});

/**
 * The code that was made last (REC-5). The one before is gone and it can't be asked for again: it stays until its holder says
 * that they have it, wherever they went meanwhile, as long as they are signed in.
 */
export function madeRecoveryCode(): string | undefined {
  const made = kept.value.value;
  return made?.signInName === session.value?.signInName ? made?.code : undefined;
}

export function keepRecoveryCode(code: string | undefined): void {
  const signInName = session.peek()?.signInName;
  kept.keep(code === undefined || signInName === undefined ? undefined : { signInName, code });
}
