import type { PlainAddress } from '../domain/contact-address.js';
import type { EmailAddresses } from '../ports/email-addresses.js';
import type { PlainContact } from './parse-new-contact.js';

/** Something worth a look before the code is waited for. Never a refusal (ADD-3). */
export interface Hint {
  readonly code: 'likely-misspelled' | 'same-provider';
  readonly message: string;
  readonly suggestion?: string;
}

/** A likely misspelling, and an address at the provider that the account itself is at. */
export function emailHints(
  emailAddresses: EmailAddresses,
  named: PlainContact,
  signInName: PlainAddress | undefined,
): readonly Hint[] {
  if (named.channel !== 'email') return [];
  const hints: Hint[] = [];
  const suggestion = emailAddresses.suggest(named.address);
  if (suggestion !== undefined) {
    hints.push({ code: 'likely-misspelled', message: `Did you mean ${suggestion}?`, suggestion });
  }
  if (signInName?.includes('@') === true && emailAddresses.sameProvider(named.address, signInName)) {
    hints.push({
      code: 'same-provider',
      message:
        'This mailbox is at the same provider as your account. Read the code in a private window or on another device: ' +
        'signing in there may sign you out here. An address at another provider would be a safer choice.',
    });
  }
  return hints;
}
