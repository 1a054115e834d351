import { effect, signal } from '@preact/signals';
import { session } from '../api/session.js';

/**
 * The code that was made last (REC-5), for the page that shows it: the answer may come when its holder has left that page, and
 * the code before is gone. Once shown it goes with the page, and no reload brings it back: it opens the account.
 */
export const madeRecoveryCode = signal<string | undefined>(undefined);

// Not for who comes next.
effect(() => {
  if (session.value === undefined) madeRecoveryCode.value = undefined;
});
