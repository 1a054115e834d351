import { contactsIn, type Account } from '../domain/account.js';
import type { Contact } from '../domain/contact.js';
import { renderMessage } from '../messages/render.js';
import type { OutgoingMessage } from '../ports/messenger.js';
import type { Farewell } from '../workflows/account-erasure.js';
import { erasing } from './erasing.js';
import { messageId } from './message-id.js';
import type { Parts } from './parts.js';

type FarewellParts = Pick<Parts, 'accounts' | 'erasures' | 'messenger' | 'service' | 'vault'>;

const SEND_TIMEOUT_MS = 20_000;

/** Who hears that the account is gone: always in the same order. */
export function toldLast(account: Account): readonly Contact[] {
  return [...contactsIn(account, 'active')].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * PRV-3: the last message to a contact, sent while its address is still there.
 *
 * @throws Unavailable when the provider fails: the flow tries again, for a while
 */
export async function sendFarewell(
  parts: FarewellParts,
  { contact: place, erasureId }: Farewell,
): Promise<null> {
  const account = (await erasing(parts, erasureId))?.account;
  const contact = account && toldLast(account)[place];
  if (account !== undefined && contact !== undefined)
    await parts.messenger.send(compose(parts, account, contact), { timeoutMs: SEND_TIMEOUT_MS });
  return null;
}

function compose(
  { service, vault }: FarewellParts,
  { id: accountId, locale }: Account,
  { channel, id: contactId, sealed }: Contact,
): OutgoingMessage {
  const message = { template: 'account-erased' } as const;
  const id = messageId('farewell', accountId, contactId);
  const about = { id, to: vault.open(sealed, accountId), template: message.template, locale };
  return channel === 'email'
    ? { ...about, delivery: 'email', content: renderMessage(message, locale, 'email', service.name) }
    : { ...about, delivery: 'sms', content: renderMessage(message, locale, 'sms', service.name) };
}
