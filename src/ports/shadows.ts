import type { AccountId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';

/** Which shadow accounts were needed on which day, so that old ones are found by day. All throw `Unavailable`. */
export interface Shadows {
  /** One round trip. Noting it twice on a day is noting it once. */
  note(shadow: AccountId, at: Instant): Promise<void>;
  /**
   * Those noted on days before an instant's, at most a thousand.
   *
   * @param after the last of the thousand before
   */
  notedBefore(at: Instant, after?: ShadowNote): Promise<readonly ShadowNote[]>;
  forget(note: ShadowNote): Promise<void>;
}

export interface ShadowNote {
  readonly shadow: AccountId;
  /** `2027-01-31` */
  readonly day: string;
}
