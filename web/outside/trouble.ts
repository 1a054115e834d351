import { signal } from '@preact/signals';

/** Why signing in at the account system came to nothing. */
export type Trouble = 'anew' | 'denied' | 'failed' | 'unreachable';

export const trouble = signal<Trouble | undefined>(undefined);
