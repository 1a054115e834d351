import type { Channel, MaskedAddress } from './contact-address.js';
import type { ChallengeId, ContactId } from './identifiers.js';
import type { Instant } from './instant.js';
import type { LimitOf } from './limits.js';

/** A contact as anyone may see it. */
export interface MaskedContact {
  readonly id: ContactId;
  readonly channel: Channel;
  readonly masked: MaskedAddress;
}

/** What is wrong with one field; `path` is a JSON Pointer without the leading slash (`number`, `address`). */
export interface FieldError {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** Every refusal there is, with the facts that go with it. Codes are the stable keys of spec/api. */
export interface RefusalFacts {
  'invalid-request': { readonly errors: readonly FieldError[] };
  unauthenticated: object;
  'wrong-credentials': object;
  'code-is-not-password': object;
  'sign-in-name-taken': object;
  'weak-password': { readonly errors: readonly FieldError[] };
  'step-up-required': { readonly contacts: readonly MaskedContact[] };
  'account-protected': { readonly endsAt: Instant };
  /** The token is good for confirming, or for getting a new password, and nothing else. */
  'confirmation-required': object;
  'new-password-required': object;
  'code-required': object;
  'nothing-to-skip': object;
  'no-usable-contact': { readonly reason: 'no-contact' | 'no-phone' | 'no-recovery-code' };
  'deadline-passed': { readonly deadline: Instant };
  'nothing-to-replace': object;
  'window-closed': object;
  'undo-closed': object;
  'repudiation-closed': object;
  'grant-invalid': object;
  /** DUR-4: the key belongs to a request that said something else. */
  'idempotency-key-reused': object;
  'already-added': { readonly contact: MaskedContact };
  /** `of` says whose limit it is: the account's number of contacts, or the accounts one address may serve. */
  'too-many-contacts': { readonly of: 'account' | 'address'; readonly limit: number };
  'too-many-app-passwords': { readonly limit: number };
  'invalid-contact': { readonly errors: readonly FieldError[] };
  'not-found': object;
  /** RMV-3, or RMV-4 where a contact on probation would remove an older one. */
  'last-contact': { readonly reason: 'last-contact' | 'probation' };
  'not-usable': { readonly reason: NotUsableReason };
  'challenge-closed': { readonly reason: ClosedReason };
  'resend-too-soon': { readonly retryAfter: number };
  'wrong-code': { readonly attemptsRemaining: number };
  'code-superseded': {
    readonly sentAt: Instant;
    readonly reference: string;
    readonly attemptsRemaining: number;
  };
  /** Too many wrong tries. `of` says whose limit it is; at `until`, `retryAfter` seconds from now, there is room again. */
  'too-many-attempts': TooMany;
  /** CODE-5: too many codes were sent. */
  'too-many-codes': TooMany;
  /** The provider refused the message or did not answer in time; the challenge stays and can be resent. */
  'code-not-sent': {
    readonly challengeId: ChallengeId;
    readonly contactId: ContactId;
    readonly reason: 'provider-refused' | 'provider-unavailable';
    readonly retryAfter: number;
  };
}

export interface TooMany {
  readonly of: LimitOf;
  readonly until: Instant;
  readonly retryAfter: number;
}

export type ClosedReason =
  | 'used'
  | 'expired'
  | 'exhausted'
  /** The contact was named again, or removed. */
  | 'replaced'
  /** The session it was asked from has ended. */
  | 'session-ended'
  /** A protection window opened meanwhile. */
  | 'account-protected'
  /** The protection window it would have ended is over. */
  | 'window-closed';
export type NotUsableReason =
  'contact-not-active' | 'contact-disabled' | 'purpose' | 'delivery' | 'not-protected';

export type RefusalCode = keyof RefusalFacts;

export type Refusal<C extends RefusalCode = RefusalCode> = {
  [K in C]: { readonly code: K } & RefusalFacts[K];
}[C];
