import type { Challenge, DeliveryStatus } from './challenge.js';

/** What somebody can do whose code does not come; the texts are the catalogs'. */
export type HelpCode =
  | 'allow-sender'
  | 'ask-again'
  | 'check-country'
  | 'check-junk-folder'
  | 'check-number'
  | 'check-spelling'
  | 'opted-out'
  | 'phone-reachable'
  | 'same-provider'
  | 'try-call'
  | 'try-text'
  | 'unknown-callers-blocked'
  | 'unknown-senders-blocked'
  | 'use-another-contact';

/** CODE-7: the help that fits how a code travels and what became of it, the likeliest first. */
export function deliveryHelp(challenge: Challenge, status: DeliveryStatus): readonly HelpCode[] {
  if (status === 'queued' || challenge.closed !== undefined) return [];
  switch (challenge.delivery) {
    case 'email':
      return emailHelp(challenge, status);
    case 'sms':
      return textHelp(challenge, status);
    case 'call':
      return callHelp(challenge, status);
  }
}

type Told = Exclude<DeliveryStatus, 'queued'>;

/** A contact that was proven once is spelt right; a new one may not be. */
const isNew = ({ purpose }: Challenge): boolean => purpose === 'add-contact';

function emailHelp(challenge: Challenge, status: Told): readonly HelpCode[] {
  const address: readonly HelpCode[] = isNew(challenge) ? ['check-spelling', 'same-provider'] : [];
  if (status === 'sent') return ['check-junk-folder', ...address];
  if (status === 'delivered') return ['check-junk-folder'];
  const { deliveryFailure: failure = 'unknown' } = challenge;
  switch (failure) {
    case 'mailbox-unavailable':
    case 'suppressed':
      return [...address, 'use-another-contact'];
    case 'filtered':
    case 'blocked':
      return ['allow-sender', 'use-another-contact'];
    case 'unreachable':
    case 'opted-out':
    case 'unknown':
      return ['ask-again', ...address, 'use-another-contact'];
  }
}

function textHelp(challenge: Challenge, status: Told): readonly HelpCode[] {
  const number = numberHelp(challenge);
  if (status === 'sent') return [...number, 'unknown-senders-blocked', 'try-call'];
  if (status === 'delivered') return ['unknown-senders-blocked'];
  const { deliveryFailure: failure = 'unknown' } = challenge;
  switch (failure) {
    case 'opted-out':
      return ['opted-out', 'try-call', 'use-another-contact'];
    case 'blocked':
    case 'filtered':
      return ['unknown-senders-blocked', 'try-call', 'use-another-contact'];
    case 'unreachable':
      return ['phone-reachable', ...number, 'try-call', 'use-another-contact'];
    case 'mailbox-unavailable':
    case 'suppressed':
    case 'unknown':
      return ['ask-again', ...number, 'try-call', 'use-another-contact'];
  }
}

function callHelp(challenge: Challenge, status: Told): readonly HelpCode[] {
  if (status === 'delivered') return ['ask-again'];
  const number = numberHelp(challenge);
  return status === 'sent'
    ? ['unknown-callers-blocked', ...number, 'try-text']
    : ['phone-reachable', 'unknown-callers-blocked', ...number, 'try-text', 'use-another-contact'];
}

function numberHelp(challenge: Challenge): readonly HelpCode[] {
  return isNew(challenge) ? ['check-number', 'check-country'] : [];
}
