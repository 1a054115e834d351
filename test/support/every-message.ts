import type { MaskedAddress } from '../../src/domain/contact-address.js';
import { DAY, plus } from '../../src/domain/instant.js';
import type { Purpose } from '../../src/domain/security-code.js';
import type { Notice } from '../../src/messages/message.js';
import { NOW } from './accounts.js';

const masked = 'a•••@example.org' as MaskedAddress;
const endsAt = plus(NOW, 30 * DAY);
const link = `https://account.contoso.example/api/links/cancel-protection#token=1.c.${'w'.repeat(22)}.${'a'.repeat(30)}.${'m'.repeat(22)}`;
export const everyPurpose: readonly Purpose[] = [
  'add-contact',
  'step-up',
  'sign-in',
  'confirm',
  'recover',
  'cancel-protection',
];
/** Each notice in each of its forms. */
export const everyNotice: readonly Notice[] = [
  { template: 'contact-added', masked },
  { template: 'contact-removed', masked, undoUntil: endsAt, undo: 'yes', link },
  { template: 'contact-removed', masked, undoUntil: endsAt, undo: 'no' },
  { template: 'contact-restored', masked },
  { template: 'contact-disabled', masked },
  { template: 'protection-started', reason: 'all-removed', endsAt, link },
  { template: 'protection-started', reason: 'replacement', endsAt, link },
  { template: 'protection-reminder', endsAt, daysLeft: 7, link },
  { template: 'protection-reminder', endsAt, daysLeft: 1, link },
  { template: 'protection-cancelled', newPassword: 'yes' },
  { template: 'protection-cancelled', newPassword: 'no' },
  { template: 'replacement-done', masked },
  { template: 'confirmation-reminder', deadline: endsAt, daysLeft: 2 },
  { template: 'password-changed', undo: 'yes', link },
  { template: 'password-changed', undo: 'no' },
  { template: 'password-repudiated' },
  { template: 'account-erased' },
  { template: 'two-step-changed', enabled: 'yes' },
  { template: 'two-step-changed', enabled: 'no' },
  { template: 'app-password-made' },
  { template: 'recovery-code-made' },
  { template: 'recovery-code-used' },
  { template: 'protection-ended', awaitingInfo: 'yes' },
  { template: 'protection-ended', awaitingInfo: 'no' },
];
