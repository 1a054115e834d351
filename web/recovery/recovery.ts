import { effect } from '@preact/signals';
import { keptInTab, whenLeft } from '../api/kept-in-tab.js';
import { sessionEnd } from '../api/session.js';
import type { MaskedContact } from '../api/shapes.js';

/** A recovery under way, and how far it has come. */
export interface Recovery {
  /** As it was typed; empty where a notice's link began it. */
  readonly signInName: string;
  readonly recoveryId: string;
  readonly contacts: readonly MaskedContact[];
  /** REC-3: one proof is there, another is needed; `contacts` are where it can come from. */
  readonly second?: { readonly recoveryCode: boolean };
  readonly contactId?: string | undefined;
  /** Where a code has been asked for. */
  readonly challengeId?: string | undefined;
  /** The new one on paper (REC-5): it can't be asked for again, so it stays until its holder says that it's kept. */
  readonly recoveryCode?: string | undefined;
  readonly recoveryGrant?: string | undefined;
}

const kept = keptInTab<Recovery>('recovery');

export const recovery = kept.value;

export function beginRecovery(begun: Recovery): void {
  kept.keep(begun);
}

export function proceed(change: Partial<Recovery>): void {
  if (recovery.value !== undefined) beginRecovery({ ...recovery.value, ...change });
}

export function endRecovery(): void {
  kept.keep(undefined);
}

/** The page where a recovery stands. */
export function placeOf({ challengeId, recoveryCode, recoveryGrant }: Recovery): string {
  if (recoveryCode !== undefined) return '/recover/new-recovery-code';
  if (recoveryGrant !== undefined) return '/recover/new-password';
  return challengeId === undefined ? '/recover/contact' : '/recover/code';
}

// Others may sit here next: whoever leaves, leaves nothing of a recovery that they had begun.
effect(() => {
  if (sessionEnd.value === 'signed-out' || sessionEnd.value === 'erased') endRecovery();
});
whenLeft(endRecovery);
