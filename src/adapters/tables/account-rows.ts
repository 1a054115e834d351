import type { Account, Credential } from '../../domain/account.js';
import type { AppPassword } from '../../domain/app-password.js';
import type { AccountEvent } from '../../domain/account-event.js';
import type { AnsweredRequest } from '../../domain/answered-request.js';
import type { Challenge } from '../../domain/challenge.js';
import type { CodeLedger } from '../../domain/code-ledger.js';
import type { Confirmation } from '../../domain/confirmation.js';
import { mask, type Channel, type SealedAddress } from '../../domain/contact-address.js';
import type { Contact } from '../../domain/contact.js';
import type { AccountId } from '../../domain/identifiers.js';
import type { Session } from '../../domain/session.js';
import type { TrustedDevice } from '../../domain/trusted-device.js';
import type { AddressVault } from '../../ports/address-vault.js';
import type { DueEntry } from '../../ports/due-index.js';
import { dueRow as rowOfEntry } from './due-keys.js';
import { eventKey } from './event-keys.js';

/** One row of an account's partition: a few columns to look at, everything in `json`. */
export interface AccountRow {
  readonly partitionKey: string;
  readonly rowKey: string;
  /** Version of the row's form. */
  readonly v: number;
  readonly json: string;
  readonly [column: string]: string | number | Date;
}

const FORM = 1;
/** A string property holds 32 Ki characters (64 KiB in UTF-16). */
const LONGEST_JSON = 32_000;

export const HEADER = 'account';
/** Events, and entries of the due index, sort after everything that decisions read: a query up to here leaves them out. */
export const FIRST_COLD_KEY = 'y';
export const DUE = 'zdue:';
export const DUE_END = 'zdue;';

type Stored<T> = Omit<T, 'masked'>;
type Header = Pick<Account, 'createdAt' | 'locale' | 'protection'> & {
  /** Missing in rows of 0.1. */
  readonly confirmation?: Confirmation;
  readonly credential?: Credential;
  readonly lastSignInAt?: number;
  readonly lastConfirmedAt?: number;
};

export const rowKeys = {
  contact: ({ id }: Contact) => `contact:${id}`,
  challenge: ({ id }: Challenge) => `challenge:${id}`,
  ledger: ({ fingerprint }: CodeLedger) => `ledger:${fingerprint}`,
  session: ({ id }: Session) => `session:${id}`,
  device: ({ id }: TrustedDevice) => `device:${id}`,
  appPassword: ({ id }: AppPassword) => `app-password:${id}`,
  request: ({ key }: AnsweredRequest) => `request:${key}`,
} as const;

/** `commit` names the write: after a lost answer it tells whether that write arrived. */
export function headerRow(account: Account, commit: string): AccountRow {
  const {
    answered: _0,
    appPasswords: _6,
    challenges: _1,
    contacts: _2,
    devices: _7,
    id: _3,
    ledgers: _4,
    sessions: _5,
    ...header
  } = account;
  return row(account.id, HEADER, header, { commit, state: account.protection.kind });
}

/** The mask is left out: it would say in clear what the seal hides. */
export function contactRow(account: AccountId, contact: Contact): AccountRow {
  const { masked: _, ...stored } = contact;
  return row(account, rowKeys.contact(contact), stored, {
    state: contact.state.kind,
    channel: contact.channel,
  });
}

export function challengeRow(account: AccountId, challenge: Challenge): AccountRow {
  return row(account, rowKeys.challenge(challenge), challenge, { purpose: challenge.purpose });
}

export function ledgerRow(account: AccountId, ledger: CodeLedger): AccountRow {
  return row(account, rowKeys.ledger(ledger), ledger, { failuresInARow: ledger.failuresInARow });
}

export function sessionRow(account: AccountId, session: Session): AccountRow {
  return row(account, rowKeys.session(session), session, { expiresAt: new Date(session.expiresAt) });
}

export function deviceRow(account: AccountId, device: TrustedDevice): AccountRow {
  return row(account, rowKeys.device(device), device, { lastUsedAt: new Date(device.lastUsedAt) });
}

export function appPasswordRow(account: AccountId, appPassword: AppPassword): AccountRow {
  const { createdAt } = appPassword;
  return row(account, rowKeys.appPassword(appPassword), appPassword, { createdAt: new Date(createdAt) });
}

export function requestRow(account: AccountId, request: AnsweredRequest): AccountRow {
  return row(account, rowKeys.request(request), request, { at: new Date(request.at) });
}

export function eventRow(account: AccountId, event: AccountEvent): AccountRow {
  const { at, happened, id } = event;
  return row(account, eventKey(at, id), event, { id, kind: happened.kind, at: new Date(at) });
}

/** PRV-3: what else holds the account's id. Not read by decisions. */
export function dueRow(account: AccountId, entry: DueEntry): AccountRow {
  return row(account, `${DUE}${rowOfEntry(entry)}`, entry, {});
}

function row(
  partitionKey: AccountId,
  rowKey: string,
  value: object,
  columns: Readonly<Record<string, string | number | Date>>,
): AccountRow {
  const json = JSON.stringify(value);
  if (json.length > LONGEST_JSON)
    throw new Error(`Row ${rowKey} has ${json.length} characters, more than fit.`);
  return { partitionKey, rowKey, v: FORM, ...columns, json };
}

/** What an account is read from. */
export interface StoredRow {
  readonly rowKey: string;
  readonly v: unknown;
  readonly json: string;
}

interface ReadRow {
  readonly rowKey?: string;
  readonly v?: unknown;
  readonly json?: unknown;
}

/** Puts an account together from its rows. Undefined without a header. */
export function accountFromRows(
  id: AccountId,
  rows: readonly ReadRow[],
  vault: AddressVault,
): Account | undefined {
  const header = rows.find(({ rowKey }) => rowKey === HEADER);
  if (header === undefined) return undefined;
  const of = <T>(prefix: string): readonly T[] =>
    rows.filter(({ rowKey }) => rowKey?.startsWith(prefix)).map((one) => parse<T>(one));
  const { confirmation = { kind: 'none' }, ...kept } = parse<Header & Omit<Account, 'confirmation'>>(header);
  return {
    ...kept,
    id,
    confirmation,
    contacts: of<Stored<Contact>>('contact:').map((contact) => withMask(contact, id, vault)),
    challenges: of<Challenge>('challenge:'),
    ledgers: of<CodeLedger>('ledger:'),
    sessions: of<Session>('session:'),
    devices: of<TrustedDevice>('device:'),
    appPasswords: of<AppPassword>('app-password:'),
    answered: of<AnsweredRequest>('request:'),
  };
}

function withMask(contact: Stored<Contact>, account: AccountId, vault: AddressVault): Contact {
  const { channel, sealed } = contact as { channel: Channel; sealed: SealedAddress };
  return { ...contact, masked: mask(channel, vault.open(sealed, account)) };
}

/** Rows are ours alone; one that isn't what we wrote is a bug or damage, told without its content. */
export function parse<T>({ json, rowKey, v }: ReadRow): T {
  if (v !== FORM || typeof json !== 'string')
    throw new Error(`Row ${rowKey ?? ''} has a form that is not known.`);
  try {
    return JSON.parse(json) as T;
  } catch {
    throw new Error(`Row ${rowKey ?? ''} can't be read.`);
  }
}
