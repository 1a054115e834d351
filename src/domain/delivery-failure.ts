/** Why a message did not arrive, as far as the provider can tell. */
export const DELIVERY_FAILURES = [
  /** There is no such mailbox, or it takes nothing. */
  'mailbox-unavailable',
  /** Taken for spam on the way. */
  'filtered',
  /** The provider stopped sending there because earlier mail bounced. */
  'suppressed',
  /** The carrier, or the phone, refuses the sender. */
  'blocked',
  /** Switched off, out of reach, or no such number. */
  'unreachable',
  /** Somebody answered STOP. */
  'opted-out',
  'unknown',
] as const;
export type DeliveryFailure = (typeof DELIVERY_FAILURES)[number];
