import type { CodeToSend } from '../domain/asking-for-codes.js';
import { newestSentAt, sends, type Challenge } from '../domain/challenge.js';
import { isIn, type Contact } from '../domain/contact.js';
import type { AccountId } from '../domain/identifiers.js';
import type { LimitedAction } from '../domain/limits.js';
import { Unavailable } from '../ports/unavailable.js';
import { lookAt, noteAnswers, type Limited, type RoomParts } from './limited-room.js';
import type { Parts } from './parts.js';
import { takeAtOnce, type Judged, type Standing } from './take-room.js';

export type QuotaParts = RoomParts & Pick<Parts, 'phoneNumbers' | 'requester'>;

type Quota = readonly [LimitedAction, Limited];

/**
 * CODE-5: everything that one code to one contact is limited by, as it stands; the address just named is taken from at
 * once. One round trip for all.
 *
 * An address is limited over all accounts only until it is proven: otherwise somebody could shut a holder's own phone by
 * naming it from other accounts. A proven one has its account's limits.
 *
 * @param ofAccount the account's own quota, which is counted with the account; left out where it is judged already
 */
export async function lookAtQuotas(
  parts: QuotaParts,
  accountId: AccountId,
  { challenge, contact }: CodeToSend,
  ofAccount?: Judged,
): Promise<readonly Standing[]> {
  const { requester } = parts;
  const { fingerprint } = contact;
  const ofContact: readonly Quota[] = isIn(contact, 'pending')
    ? [['send', { key: 'destination', value: fingerprint, of: 'contact' }]]
    : [];
  const quotas: readonly Quota[] = [
    ...(requester === undefined
      ? []
      : [['send', { key: 'requester', value: requester, of: 'requester' }] as const]),
    ...(challenge.delivery === 'email' ? [SERVICE_BY_EMAIL] : [SERVICE_BY_PHONE]),
    ...gatesOf(parts, accountId, challenge, contact),
  ];
  const look = ([action, limited]: Quota): Promise<Standing> => lookAt(parts, action, limited);
  // Hardly any address was sent to before it is named, and nothing is taken in vain as far as is known.
  const isNew = newestSentAt(challenge) === contact.addedAt && ofAccount?.reached === undefined;
  return Promise.all([
    ...ofContact.map(
      isNew ? ([action, limited]): Promise<Standing> => takeAtOnce(parts, action, limited) : look,
    ),
    ...(ofAccount === undefined ? [] : [Promise.resolve(ofAccount)]),
    ...quotas.map(look),
  ]);
}

/** CODE-5: a right code answers all that went out for it. Nobody waits for it to be noted, and nothing fails by it. */
export async function noteRightCode(
  parts: QuotaParts,
  accountId: AccountId,
  proven: CodeToSend,
): Promise<void> {
  await tellGates(parts, accountId, proven, sends(proven.challenge));
}

/** It was noted, and another one answers them. May fail quietly: then the gates think too well of one code. */
export async function takeBackRightCode(
  parts: QuotaParts,
  accountId: AccountId,
  proven: CodeToSend,
): Promise<void> {
  await tellGates(parts, accountId, proven, -sends(proven.challenge));
}

async function tellGates(
  parts: QuotaParts,
  accountId: AccountId,
  { challenge, contact }: CodeToSend,
  answers: number,
): Promise<void> {
  const gates = gatesOf(parts, accountId, challenge, contact);
  try {
    await Promise.all(gates.map(([action, limited]) => noteAnswers(parts, action, limited, answers)));
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
  }
}

const SERVICE_BY_EMAIL: Quota = ['send-by-email', { key: 'service', value: 'email', of: 'service' }];
const SERVICE_BY_PHONE: Quota = ['send-by-phone', { key: 'service', value: 'phone', of: 'service' }];

/** What closes when codes are pumped. */
function gatesOf(
  { phoneNumbers, requester, vault }: QuotaParts,
  accountId: AccountId,
  { delivery }: Challenge,
  { sealed }: Contact,
): readonly Quota[] {
  if (delivery === 'email') return [];
  const callingCode = phoneNumbers.callingCode(vault.open(sealed, accountId));
  return [
    ['send-by-phone', { key: 'calling-code', value: callingCode, of: 'calling-code' }],
    ...(requester === undefined
      ? []
      : [['send-by-phone', { key: 'requester', value: requester, of: 'requester' }] as const]),
  ];
}
