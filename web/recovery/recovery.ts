import { signal } from '@preact/signals';
import { keptInTab } from '../api/kept.js';
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

/** Kept as long as this tab: a phone may throw the page away while the code is read in another app. */
export const recovery = signal<Recovery | undefined>(kept.read());

export function beginRecovery(begun: Recovery): void {
  kept.write(begun);
  recovery.value = begun;
}

export function proceed(change: Partial<Recovery>): void {
  if (recovery.value !== undefined) beginRecovery({ ...recovery.value, ...change });
}

export function endRecovery(): void {
  kept.forget();
  recovery.value = undefined;
}

/** The page where a recovery stands. */
export function placeOf({ challengeId, recoveryCode, recoveryGrant }: Recovery): string {
  if (recoveryCode !== undefined) return '/recover/new-recovery-code';
  if (recoveryGrant !== undefined) return '/recover/new-password';
  return challengeId === undefined ? '/recover/contact' : '/recover/code';
}
