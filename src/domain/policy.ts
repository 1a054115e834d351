import { DAY, HOUR, MINUTE, SECOND, type Milliseconds } from './instant.js';
import { defaultLimits, type Limit } from './limits.js';
import { defaultPumping, type PumpingRule } from './pumping.js';

/** Every number that configuration may change; the ids say which rule of the product it belongs to. */
export interface Policy {
  /** CODE-5 */
  readonly limits: readonly Limit[];
  readonly pumping: readonly PumpingRule[];
  /** CODE-1: 6 to 8. */
  readonly codeDigits: 6 | 7 | 8;
  /** CODE-1: at most 10 minutes (NIST SP 800-63B-4 §3.1.3.2, ASVS 6.5.5). */
  readonly codeLifetime: Milliseconds;
  /** CODE-3: wrong tries that end a challenge. */
  readonly triesPerChallenge: number;
  /** CODE-3: failures in an hour after which a contact cools down for the requester. */
  readonly failuresBeforeCoolDown: number;
  readonly firstCoolDown: Milliseconds;
  readonly longestCoolDown: Milliseconds;
  /** CODE-3: failures in a row that disable a contact; at most 100 (NIST SP 800-63B-4 §3.2.2). */
  readonly failuresBeforeDisabled: number;
  /** CODE-9: wrong codes judged in a day for one contact, from anybody. Some above the former, for whoever adds it again. */
  readonly failuresADay: number;
  /** CODE-4 */
  readonly resendAfter: Milliseconds;
  readonly sendsPerChallenge: number;
  readonly sendsPerContactAnHour: number;
  /** The same for recoveries by people who are not signed in, counted apart. */
  readonly recoveryFailuresADay: number;
  readonly recoverySendsAnHour: number;
  /** ADD-5 */
  readonly pendingLifetime: Milliseconds;
  /** ADD-6 */
  readonly contactsPerAccount: number;
  readonly accountsPerAddress: number;
  /** A step-up's age at most. */
  readonly stepUpLifetime: Milliseconds;
  readonly sessionLifetime: Milliseconds;
  /** RMV-4 */
  readonly probation: Milliseconds;
  /** RMV-5: how long a removed contact can be brought back, and so how long its address is kept. */
  readonly undoRemoval: Milliseconds;
  /** REC-4: how long a new password can be repudiated. */
  readonly repudiation: Milliseconds;
  /** A session that may only confirm, or only get a new password. */
  readonly limitedSessionLifetime: Milliseconds;
  /** REC-1: how long a recovery that was started can go on. */
  readonly recoveryLifetime: Milliseconds;
  readonly recoveryGrantLifetime: Milliseconds;
  /** APP-1: what an app password gives ends by itself: revoking one must bite soon. */
  readonly servicesTokenLifetime: Milliseconds;
  /** DEV-1: a trusted device not used for so long is dropped. */
  readonly deviceUnused: Milliseconds;
  /** REC-0: a phone that nobody has proven for so long may not recover. */
  readonly phoneRecoversFor: Milliseconds;
  /** STD-1: NIST SP 800-63B-4 to the letter. */
  readonly strict: boolean;
  /** CNF-1: how long a confirmation lasts, and how long an absence makes it worth asking again. */
  readonly confirmationLasts: Milliseconds;
  readonly absenceThatAsks: Milliseconds;
  /** CNF-2 */
  readonly confirmationDeadline: Milliseconds;
  /** CNF-3 */
  readonly confirmationSkip: Milliseconds;
  /** CNF-4: how long before the deadline the reminders go out. */
  readonly confirmationReminders: readonly Milliseconds[];
  /** AUD-1: how long an account's events are shown. */
  readonly activityKept: Milliseconds;
  /** WIN-1 */
  readonly protectionWindow: Milliseconds;
  /** WIN-3: how long before the end the reminders go out. */
  readonly protectionReminders: readonly Milliseconds[];
}

export const defaultPolicy: Policy = {
  limits: defaultLimits,
  pumping: defaultPumping,
  codeDigits: 6,
  codeLifetime: 10 * MINUTE,
  triesPerChallenge: 5,
  failuresBeforeCoolDown: 10,
  firstCoolDown: MINUTE,
  longestCoolDown: HOUR,
  failuresBeforeDisabled: 100,
  failuresADay: 120,
  resendAfter: 30 * SECOND,
  sendsPerChallenge: 5,
  sendsPerContactAnHour: 20,
  recoveryFailuresADay: 60,
  recoverySendsAnHour: 10,
  pendingLifetime: 24 * HOUR,
  contactsPerAccount: 10,
  accountsPerAddress: 10,
  stepUpLifetime: 15 * MINUTE,
  sessionLifetime: 90 * DAY,
  probation: 7 * DAY,
  undoRemoval: 7 * DAY,
  repudiation: 7 * DAY,
  limitedSessionLifetime: HOUR,
  recoveryLifetime: HOUR,
  recoveryGrantLifetime: 10 * MINUTE,
  servicesTokenLifetime: HOUR,
  deviceUnused: 60 * DAY,
  phoneRecoversFor: 365 * DAY,
  strict: false,
  confirmationLasts: 180 * DAY,
  absenceThatAsks: 60 * DAY,
  confirmationDeadline: 7 * DAY,
  confirmationSkip: DAY,
  confirmationReminders: [2 * DAY, DAY],
  activityKept: 90 * DAY,
  protectionWindow: 30 * DAY,
  protectionReminders: [7 * DAY, DAY],
};
