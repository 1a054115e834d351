import { mayWithStepUp, type StepUpRefusal } from './access.js';
import { contactsIn, type Account } from './account.js';
import type { Happening } from './account-event.js';
import type { AppPassword } from './app-password.js';
import type { Brand } from './brand.js';
import type { Decision } from './decision.js';
import type { AppPasswordId, EventId } from './identifiers.js';
import { DAY, plus, type Instant } from './instant.js';
import { ok, refuse, type Outcome } from './outcome.js';
import type { Caller } from './session.js';

/** An account has at most so many. */
const MOST = 20;
/** Without i, l, o and u, which pass for others. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const CHARACTERS = 20;
const SELECTOR = 4;

/** An app password in its two parts: what finds it, and what is secret. */
export interface AppPasswordParts {
  readonly selector: string;
  /** 80 bits. */
  readonly secret: Brand<string, 'AppPasswordSecret'>;
}

/** As it is shown, once: `k3mf-09zq-…`, five groups of four. */
export type ShownAppPassword = Brand<string, 'ShownAppPassword'>;

/** @param drawn 128 random bits in base64url; five bits of each of the first twenty characters are used. */
export function newAppPassword(drawn: string): AppPasswordParts & { readonly shown: ShownAppPassword } {
  const text = [...drawn.slice(0, CHARACTERS)]
    .map((character) => ALPHABET[BASE64URL.indexOf(character) & 31] ?? '')
    .join('');
  const shown = (text.match(/.{4}/g) ?? []).join('-') as ShownAppPassword;
  return { ...inParts(text), shown };
}

/** As somebody typed it: blanks, dashes, case and look-alikes don't matter. Undefined for anything of another form. */
export function readAppPassword(typed: string): AppPasswordParts | undefined {
  const text = typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('o', '0')
    .replace(/[il]/g, '1');
  const isOne = text.length === CHARACTERS && [...text].every((character) => ALPHABET.includes(character));
  return isOne ? inParts(text) : undefined;
}

function inParts(text: string): AppPasswordParts {
  const secret = text.slice(SELECTOR) as AppPasswordParts['secret'];
  return { selector: text.slice(0, SELECTOR), secret };
}

export function findAppPassword({ appPasswords }: Account, selector: string): AppPassword | undefined {
  return appPasswords.find((one) => one.selector === selector);
}

export type MakeRefusal = StepUpRefusal | 'too-many-app-passwords';

/** APP-1: with a step-up; every contact is told. */
export function makeAppPassword(
  account: Account,
  caller: Caller,
  made: Omit<AppPassword, 'createdAt' | 'lastUsedAt'>,
  eventId: EventId,
  now: Instant,
): Decision<undefined, MakeRefusal> {
  const may = mayMakeAppPassword(account, caller, now);
  if (!may.ok) return { outcome: may };
  const tell = contactsIn(account, 'active').map(({ id }) => id);
  return {
    outcome: ok(undefined),
    change: {
      account: { ...account, appPasswords: [...account.appPasswords, { ...made, createdAt: now }] },
      events: [
        { id: eventId, at: now, happened: { kind: 'app-password-made', appPasswordId: made.id, tell } },
      ],
    },
  };
}

export function mayMakeAppPassword(
  account: Account,
  caller: Caller,
  now: Instant,
): Outcome<undefined, MakeRefusal> {
  const may = mayWithStepUp(account, caller, now);
  if (!may.ok || account.appPasswords.length < MOST) return may;
  return refuse({ code: 'too-many-app-passwords', limit: MOST });
}

export function revokeAppPassword(
  account: Account,
  caller: Caller,
  id: AppPasswordId,
  eventId: EventId,
  now: Instant,
): Decision<undefined, StepUpRefusal | 'not-found'> {
  const may = mayWithStepUp(account, caller, now);
  if (!may.ok) return { outcome: may };
  const left = account.appPasswords.filter((one) => one.id !== id);
  if (left.length === account.appPasswords.length) return { outcome: refuse({ code: 'not-found' }) };
  const happened: Happening = { kind: 'app-password-revoked', appPasswordId: id };
  return {
    outcome: ok(undefined),
    change: { account: { ...account, appPasswords: left }, events: [{ id: eventId, at: now, happened }] },
  };
}

/** Noted once a day: apps come often. Undefined when there is nothing to note. */
export function appPasswordSeen(account: Account, id: AppPasswordId, now: Instant): Account | undefined {
  const found = account.appPasswords.find((one) => one.id === id);
  const isNoted = found?.lastUsedAt !== undefined && now < plus(found.lastUsedAt, DAY);
  if (found === undefined || isNoted) return undefined;
  const used = { ...found, lastUsedAt: now };
  return { ...account, appPasswords: account.appPasswords.map((one) => (one.id === id ? used : one)) };
}
