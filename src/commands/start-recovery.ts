import type { Account } from '../domain/account.js';
import { maskedContact } from '../domain/contact.js';
import type { AddressFingerprint } from '../domain/contact-address.js';
import type { RecoveryId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';
import { ok, type Outcome } from '../domain/outcome.js';
import { recoveryContacts } from '../domain/recovering.js';
import type { MaskedContact } from '../domain/refusal.js';
import { settle } from '../domain/settled-account.js';
import { madeUpContacts } from '../domain/shadow-account.js';
import type { RoomParts } from './limited-room.js';
import type { Parts } from './parts.js';
import { roomToRecover } from './recovery-room.js';
import { nameFingerprint } from './sign-in-name.js';

export type RecoveryParts = Pick<Parts, 'policy' | 'random' | 'recoveryTickets' | 'shadowSeeds'>;

type StartParts = RoomParts &
  Pick<Parts, 'accounts' | 'directory' | 'recoveryTickets' | 'requester' | 'shadowSeeds'>;

export interface StartedRecovery {
  readonly recoveryId: string;
  readonly contacts: readonly MaskedContact[];
}

/**
 * REC-1: from a sign-in name alone. Nothing is written. A name without an account, and an account without a contact that
 * could recover it, gets made-up contacts, after the same two round trips.
 */
export async function startRecovery(
  parts: StartParts,
  { signInName }: { readonly signInName: string },
): Promise<Outcome<StartedRecovery, 'too-many-attempts'>> {
  const name = nameFingerprint(parts.vault, signInName);
  const seed = parts.shadowSeeds.of(name);
  const load = async () => parts.accounts.load((await parts.directory.find(name)) ?? seed.nobody);
  const [room, loaded] = await Promise.all([roomToRecover(parts), load()]);
  if (!room.ok) return room;
  const now = parts.clock.now();
  const account = loaded && settle(loaded.account, now, parts.policy).account;
  return ok(recoveryOf(parts, name, account, now));
}

/** A fresh recovery of whoever has this name, if anybody has. */
export function recoveryOf(
  { policy, random, recoveryTickets, shadowSeeds }: RecoveryParts,
  name: AddressFingerprint,
  account: Account | undefined,
  now: Instant,
): StartedRecovery {
  const own = account === undefined ? [] : recoveryContacts(account, now, policy).map(maskedContact);
  const madeUp = madeUpContacts(shadowSeeds.of(name))
    .map(({ channel, id, masked }) => ({ id, channel, masked }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const recoveryId = recoveryTickets.sealRecovery({ name, id: random.id() as RecoveryId, startedAt: now });
  return { recoveryId, contacts: own.length > 0 ? own : madeUp };
}
