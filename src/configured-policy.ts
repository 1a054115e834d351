import { DAY, HOUR, MINUTE, SECOND } from './domain/instant.js';
import { withNumbers } from './domain/limits.js';
import { defaultPolicy, type Policy } from './domain/policy.js';
import type { Settings } from './settings.js';

/** Where the numbers of the table of limits come from. */
function limitsOf(given: Settings): Policy['limits'] {
  return withNumbers(defaultPolicy.limits, [
    { action: 'guess', key: 'subject+requester', window: HOUR, limit: given.GUESSES_AN_HOUR },
    { action: 'guess', key: 'subject', window: DAY, limit: given.GUESSES_A_DAY },
    { action: 'guess', key: 'requester', window: HOUR, limit: given.GUESSES_PER_NETWORK_AN_HOUR },
    { action: 'send', key: 'destination', window: HOUR, limit: given.CODES_PER_DESTINATION_AN_HOUR },
    { action: 'send', key: 'destination', window: DAY, limit: given.CODES_PER_DESTINATION_A_DAY },
    { action: 'send', key: 'account', window: HOUR, limit: given.CODES_PER_ACCOUNT_AN_HOUR },
    { action: 'send', key: 'account', window: DAY, limit: given.CODES_PER_ACCOUNT_A_DAY },
    { action: 'send', key: 'requester', window: HOUR, limit: given.CODES_PER_NETWORK_AN_HOUR },
    { action: 'send', key: 'requester', window: DAY, limit: given.CODES_PER_NETWORK_A_DAY },
    ...[
      { key: 'requester', window: HOUR, limit: given.PHONE_CODES_PER_NETWORK_AN_HOUR } as const,
      { key: 'calling-code', window: HOUR, limit: given.PHONE_CODES_PER_CALLING_CODE_AN_HOUR } as const,
      { key: 'calling-code', window: DAY, limit: given.PHONE_CODES_PER_CALLING_CODE_A_DAY } as const,
      { key: 'service', window: HOUR, limit: given.PHONE_CODES_AN_HOUR } as const,
      { key: 'service', window: DAY, limit: given.PHONE_CODES_A_DAY } as const,
    ].map((row) => ({ action: 'send-by-phone', ...row }) as const),
    { action: 'send-by-email', key: 'service', window: HOUR, limit: given.EMAIL_CODES_AN_HOUR },
    { action: 'send-by-email', key: 'service', window: DAY, limit: given.EMAIL_CODES_A_DAY },
  ]);
}

function pumpingOf(given: Settings): Policy['pumping'] {
  const bases = {
    'calling-code': given.PUMPING_PER_CALLING_CODE,
    requester: given.PUMPING_PER_NETWORK,
  } as const;
  return defaultPolicy.pumping.map((rule) => ({ ...rule, base: bases[rule.key] }));
}

/** The rules with the numbers that were set. */
export function policyOf(given: Settings): Policy {
  return {
    ...defaultPolicy,
    limits: limitsOf(given),
    pumping: pumpingOf(given),
    codeDigits: Number(given.CODE_DIGITS) as Policy['codeDigits'],
    codeLifetime: given.CODE_MINUTES * MINUTE,
    triesPerChallenge: given.CODE_TRIES,
    resendAfter: given.CODE_RESEND_SECONDS * SECOND,
    sendsPerChallenge: given.CODE_SENDS,
    sendsPerContactAnHour: given.CODES_PER_CONTACT_AN_HOUR,
    pendingLifetime: given.PENDING_HOURS * HOUR,
    contactsPerAccount: given.CONTACTS_PER_ACCOUNT,
    accountsPerAddress: given.ACCOUNTS_PER_ADDRESS,
    stepUpLifetime: given.STEP_UP_MINUTES * MINUTE,
    sessionLifetime: given.SESSION_DAYS * DAY,
    probation: given.PROBATION_DAYS * DAY,
    undoRemoval: given.UNDO_REMOVAL_DAYS * DAY,
    repudiation: given.REPUDIATION_DAYS * DAY,
    strict: given.STRICT === 'true',
    recoveryLifetime: given.RECOVERY_MINUTES * MINUTE,
    deviceUnused: given.DEVICE_UNUSED_DAYS * DAY,
    phoneRecoversFor: given.PHONE_RECOVERS_DAYS * DAY,
    confirmationLasts: given.CONFIRMATION_LASTS_DAYS * DAY,
    absenceThatAsks: given.CONFIRMATION_AFTER_ABSENCE_DAYS * DAY,
    confirmationDeadline: given.CONFIRMATION_DEADLINE_DAYS * DAY,
    confirmationSkip: given.CONFIRMATION_SKIP_HOURS * HOUR,
    confirmationReminders: given.CONFIRMATION_REMINDER_DAYS.map((days) => days * DAY),
    activityKept: given.ACTIVITY_DAYS * DAY,
    protectionWindow: given.PROTECTION_DAYS * DAY,
    protectionReminders: given.PROTECTION_REMINDER_DAYS.map((days) => days * DAY),
  };
}
