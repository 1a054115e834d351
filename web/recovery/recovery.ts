import { effect } from '@preact/signals';
import { keptInTab, whenLeft } from '../api/kept-in-tab.js';
import { sessionEnd } from '../api/session.js';
import type { MaskedContact } from '../api/shapes.js';

/** One on paper (REC-5) that can't be asked for again: it stays until its holder says that it's kept. */
interface NewRecoveryCode {
  readonly recoveryId: string;
  /** Of the account that it opens, as it was typed. */
  readonly signInName: string;
  readonly code: string;
}

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
  /** Not yet kept; one may be of a recovery that was given up for this one. */
  readonly newCodes?: readonly NewRecoveryCode[];
  readonly recoveryGrant?: string | undefined;
}

const kept = keptInTab<Recovery>('recovery');

export const recovery = kept.value;

export function beginRecovery(begun: Recovery): void {
  kept.keep(begun);
}

/** An answer may come late: one that was given up, or another that is under way by then, has no part in it. */
export function proceed(recoveryId: string, change: Partial<Omit<Recovery, 'newCodes'>>): void {
  const now = recovery.peek();
  if (now?.recoveryId === recoveryId) kept.keep({ ...now, ...change });
}

/** Whichever recovery is under way; with none, others may sit here by now. */
export function keepNewCode(code: NewRecoveryCode): void {
  const now = recovery.peek();
  if (now !== undefined) kept.keep({ ...now, newCodes: [...(now.newCodes ?? []), code] });
}

export function newCodeIsKept({ code }: NewRecoveryCode): void {
  const now = recovery.peek();
  if (now !== undefined)
    kept.keep({ ...now, newCodes: now.newCodes?.filter((one) => one.code !== code) ?? [] });
}

export function endRecovery(): void {
  kept.keep(undefined);
}

/** The page where a recovery stands. */
export function placeOf({ challengeId, newCodes = [], recoveryGrant }: Recovery): string {
  if (newCodes.length > 0) return '/recover/new-recovery-code';
  if (recoveryGrant !== undefined) return '/recover/new-password';
  return challengeId === undefined ? '/recover/contact' : '/recover/code';
}

// Others may sit here next: whoever leaves, leaves nothing of a recovery that they had begun.
effect(() => {
  if (sessionEnd.value === 'signed-out' || sessionEnd.value === 'erased') endRecovery();
});
whenLeft(endRecovery);
