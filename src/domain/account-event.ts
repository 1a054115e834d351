import type {
  AppPasswordId,
  ChallengeId,
  ContactId,
  DeadlineId,
  DeviceId,
  ErasureId,
  EventId,
  RemovalId,
  WindowId,
} from './identifiers.js';
import type { Instant } from './instant.js';
import type { ProtectionReason } from './protection.js';

/**
 * One thing that happened to an account (AUD-1), written in the same transaction as the change itself. Those with
 * recipients are told by a notice; a notice reads everything else from the account, so an event carries ids only.
 */
export interface AccountEvent {
  readonly id: EventId;
  readonly at: Instant;
  readonly happened: Happening;
}

/** `reused`: a token that was used up was shown again, so that two have it. */
export type DeviceRevocation = 'holder' | 'reused';

export type Happening =
  | { readonly kind: 'account-created' }
  | { readonly kind: 'signed-in' }
  /** TSV-1: the password was right, and a code or a trusted device was wanted. */
  | { readonly kind: 'sign-in-stopped'; readonly wanted: 'code' | 'device' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'two-step-changed'; readonly enabled: boolean; readonly tell: readonly ContactId[] }
  /** REC-5: one to keep was made, or used and replaced. */
  | { readonly kind: 'recovery-code-made' | 'recovery-code-used'; readonly tell: readonly ContactId[] }
  | { readonly kind: 'device-trusted'; readonly deviceId: DeviceId }
  | {
      readonly kind: 'device-revoked';
      readonly deviceId: DeviceId;
      readonly reason: DeviceRevocation;
    }
  | {
      readonly kind: 'app-password-made';
      readonly appPasswordId: AppPasswordId;
      readonly tell: readonly ContactId[];
    }
  | { readonly kind: 'app-password-revoked'; readonly appPasswordId: AppPasswordId }
  | { readonly kind: 'password-changed'; readonly tell: readonly ContactId[] }
  /** REC-4: "this wasn't me". */
  | { readonly kind: 'password-repudiated'; readonly tell: readonly ContactId[] }
  /** REP-4, RMV-5: somebody else may know the password. Every session has ended. */
  | { readonly kind: 'new-password-needed' }
  /** PRV-3 */
  | { readonly kind: 'data-exported' }
  /** Its holder sees none of it: it is for whoever counts. */
  | { readonly kind: 'account-erased'; readonly erasureId: ErasureId }
  | { readonly kind: 'contact-named'; readonly contactId: ContactId }
  | { readonly kind: 'contact-added'; readonly contactId: ContactId; readonly tell: readonly ContactId[] }
  | { readonly kind: 'contact-removed'; readonly contactId: ContactId; readonly removalId: RemovalId }
  | { readonly kind: 'contact-restored'; readonly contactId: ContactId; readonly tell: readonly ContactId[] }
  | { readonly kind: 'contact-disabled'; readonly contactId: ContactId; readonly tell: readonly ContactId[] }
  | { readonly kind: 'contact-proven'; readonly contactId: ContactId }
  /** REC-2: somebody who knows the contact asked for a code without being signed in; `send` counts the challenge's codes. */
  | {
      readonly kind: 'recovery-code-asked';
      readonly contactId: ContactId;
      readonly challengeId: ChallengeId;
      readonly send: number;
    }
  | { readonly kind: 'confirmation-asked'; readonly deadlineId: DeadlineId }
  | { readonly kind: 'confirmation-skipped'; readonly deadlineId: DeadlineId }
  | { readonly kind: 'confirmation-given'; readonly deadlineId: DeadlineId }
  | { readonly kind: 'confirmation-overdue'; readonly deadlineId: DeadlineId }
  | {
      readonly kind: 'protection-started';
      readonly windowId: WindowId;
      readonly reason: ProtectionReason;
      /** Missing in events of 0.3 and before, as below. */
      readonly endsAt?: Instant;
      readonly retired: readonly ContactId[];
    }
  | {
      readonly kind: 'protection-cancelled';
      readonly windowId: WindowId;
      /** Everybody was signed out, and a new password is asked for (REP-4). Missing in events of 0.1. */
      readonly suspicious?: boolean;
      /** When it would have ended: whoever counts the open ones takes it from those that end then. */
      readonly endsAt?: Instant;
      readonly tell: readonly ContactId[];
    }
  | { readonly kind: 'protection-ended'; readonly windowId: WindowId };

type Kind = Happening['kind'];

/** Every kind there is: one that is missing here does not compile. */
const kinds: Readonly<Record<Kind, true>> = {
  'account-created': true,
  'signed-in': true,
  'sign-in-stopped': true,
  'signed-out': true,
  'two-step-changed': true,
  'recovery-code-made': true,
  'recovery-code-used': true,
  'recovery-code-asked': true,
  'device-trusted': true,
  'device-revoked': true,
  'app-password-made': true,
  'app-password-revoked': true,
  'password-changed': true,
  'password-repudiated': true,
  'new-password-needed': true,
  'data-exported': true,
  'account-erased': true,
  'contact-named': true,
  'contact-added': true,
  'contact-removed': true,
  'contact-restored': true,
  'contact-disabled': true,
  'contact-proven': true,
  'confirmation-asked': true,
  'confirmation-skipped': true,
  'confirmation-given': true,
  'confirmation-overdue': true,
  'protection-started': true,
  'protection-cancelled': true,
  'protection-ended': true,
};

export const EVENT_KINDS = Object.keys(kinds) as [Kind, ...Kind[]];
