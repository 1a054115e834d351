import type { Account } from './account.js';
import type { Instant } from './instant.js';

/** What an account is used for elsewhere (WIN-2). */
export const OPERATIONS = ['security-settings', 'payment', 'mail', 'messaging', 'files', 'devices'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What the holder showed the system that asks. */
export interface OperationProof {
  readonly trustedDevice: boolean;
  readonly appPassword: 'none' | 'right' | 'wrong';
}

export type ClosedGate =
  'account-protected' | 'device-required' | 'app-password-not-enough' | 'wrong-app-password';

export type Verdict =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly reason: ClosedGate;
      /** When this reason passes by itself. */
      readonly until?: Instant;
    };

/**
 * WIN-2: while a window runs, security settings and payment are shut to everybody; mail, messaging, files and devices are
 * open, with two-step verification to a trusted device or an app password only. An app password never opens what is shut in
 * a window, whether one runs or not: it is for what can't ask for a code.
 */
export function judgeOperation(
  { protection, twoStepVerification }: Pick<Account, 'protection' | 'twoStepVerification'>,
  operation: Operation,
  { appPassword, trustedDevice }: OperationProof,
): Verdict {
  if (appPassword === 'wrong') return { allowed: false, reason: 'wrong-app-password' };
  const endsAt = protection.kind === 'protected' ? protection.window.endsAt : undefined;
  if (isShutInWindow(operation)) {
    if (appPassword === 'right') return { allowed: false, reason: 'app-password-not-enough' };
    return endsAt === undefined
      ? { allowed: true }
      : { allowed: false, reason: 'account-protected', until: endsAt };
  }
  const opens =
    endsAt === undefined || twoStepVerification === undefined || trustedDevice || appPassword === 'right';
  return opens ? { allowed: true } : { allowed: false, reason: 'device-required', until: endsAt };
}

function isShutInWindow(operation: Operation): boolean {
  switch (operation) {
    case 'security-settings':
    case 'payment':
      return true;
    case 'mail':
    case 'messaging':
    case 'files':
    case 'devices':
      return false;
  }
}
