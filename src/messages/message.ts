import type { MaskedAddress } from '../domain/contact-address.js';
import type { Instant } from '../domain/instant.js';
import type { ProtectionReason } from '../domain/protection.js';
import type { CodeReference, DerivedCode, Purpose } from '../domain/security-code.js';

/** Everything that is ever sent to a contact (PRV-1): codes and notices from this closed set, nothing else. */
export type Message = SecurityCodeMessage | Notice;

export interface SecurityCodeMessage {
  readonly template: 'security-code';
  readonly purpose: Purpose;
  readonly code: DerivedCode;
  readonly reference: CodeReference;
  readonly minutes: number;
  /** Of the page the code belongs to: browsers fill it in there and nowhere else. */
  readonly host: string;
}

/** Informs; never carries a code. */
export type Notice =
  | { readonly template: 'contact-added'; readonly masked: MaskedAddress }
  | {
      readonly template: 'contact-removed';
      readonly masked: MaskedAddress;
      readonly undoUntil: Instant;
      /** Only the removed contact itself gets the way back. */
      readonly undo: 'yes' | 'no';
      readonly link?: string;
    }
  | { readonly template: 'contact-restored'; readonly masked: MaskedAddress }
  | { readonly template: 'contact-disabled'; readonly masked: MaskedAddress }
  | {
      readonly template: 'protection-started';
      readonly reason: ProtectionReason;
      readonly endsAt: Instant;
      readonly link: string;
    }
  | {
      readonly template: 'protection-reminder';
      readonly endsAt: Instant;
      readonly daysLeft: number;
      readonly link: string;
    }
  /** `newPassword`: somebody else may know the old one (REP-4). */
  | { readonly template: 'protection-cancelled'; readonly newPassword: 'yes' | 'no' }
  | { readonly template: 'replacement-done'; readonly masked: MaskedAddress }
  | { readonly template: 'confirmation-reminder'; readonly deadline: Instant; readonly daysLeft: number }
  | {
      readonly template: 'password-changed';
      /** Whether it can still be undone, by the link. */
      readonly undo: 'yes' | 'no';
      readonly link?: string;
    }
  | { readonly template: 'recovery-code-made' | 'recovery-code-used' }
  | { readonly template: 'two-step-changed'; readonly enabled: 'yes' | 'no' }
  | { readonly template: 'app-password-made' }
  | { readonly template: 'password-repudiated' }
  | { readonly template: 'account-erased' }
  | { readonly template: 'protection-ended'; readonly awaitingInfo: 'yes' | 'no' };

export type Template = Message['template'];
