import { beforeAll, describe, expect, it } from 'vitest';
import { createKeyedRequests } from '../../src/adapters/keys/keyed-requests.js';
import { createPhoneNumbers } from '../../src/adapters/phone-numbers/phone-numbers.js';
import { systemRandom } from '../../src/adapters/system/system-random.js';
import { AccountTable } from '../../src/adapters/tables/account-table.js';
import { openTable } from '../../src/adapters/tables/table-service.js';
import { change, type AskedParts, type Decide } from '../../src/commands/change-account.js';
import { notingRightCodes } from '../../src/commands/noting-right-codes.js';
import type { QuotaParts } from '../../src/commands/sending-quotas.js';
import { findChallenge, findContact, withChallenge } from '../../src/domain/account.js';
import type { CodeToSend } from '../../src/domain/asking-for-codes.js';
import type { Challenge } from '../../src/domain/challenge.js';
import type { Requester } from '../../src/domain/code-ledger.js';
import type { PhoneNumber } from '../../src/domain/contact-address.js';
import type { AccountId, ChallengeId, ContactId } from '../../src/domain/identifiers.js';
import { ok, refuse } from '../../src/domain/outcome.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import type { Room } from '../../src/domain/room.js';
import { total } from '../../src/domain/tally.js';
import type { KeyedRequest } from '../../src/ports/keyed-requests.js';
import { account, active, atAddress, contact, NOW } from '../support/accounts.js';
import { idleWorkflows as workflows } from '../support/idle-workflows.js';
import { StorageProxy } from '../faults/storage-proxy.js';
import { ownTables, type OwnTables } from '../support/tables.js';

let tables: OwnTables;
let here: AccountTable;
let elsewhere: AccountTable;
beforeAll(async () => {
  tables = await ownTables();
  here = tables.accounts;
  elsewhere = new AccountTable(await openTable(tables, 'Accounts'), tables.vault);
  return () => tables[Symbol.asyncDispose]();
});

const challengeId = 'challenge' as ChallengeId;

/** An account that was sent two codes by text, at a place of its own. */
async function somebody(name: string) {
  const id = name as AccountId;
  const number = '+4915112345678' as PhoneNumber;
  const phone = atAddress(contact('phone', active(100), 'phone'), number, id, tables.vault);
  const challenge: Challenge = {
    ...({ id: challengeId, contactId: 'phone' as ContactId, purpose: 'step-up', keyVersion: 1 } as const),
    ...({ delivery: 'sms', sentAt: [NOW, NOW], wrongTries: 0, deliveryStatus: 'queued' } as const),
  };
  await here.create({ account: { ...account(phone), id, challenges: [challenge] }, events: [] });
  const requester = `place of ${name}` as Requester;
  const parts = (accounts: AccountTable, request?: KeyedRequest): AskedParts & QuotaParts => ({
    ...{ ...tables, accounts, clock: { now: () => NOW }, policy, workflows },
    ...{ phoneNumbers: createPhoneNumbers('*'), random: systemRandom, request, requester },
  });
  const typedRight: Decide<CodeToSend, 'challenge-closed'> = (from, at) => {
    const open = findChallenge(from, challengeId)!;
    if (open.closed !== undefined)
      return { outcome: refuse({ code: 'challenge-closed', reason: open.closed.reason }) };
    const used: Challenge = { ...open, closed: { reason: 'used', at } };
    return {
      outcome: ok({ challenge: used, contact: findContact(from, phone.id)! }),
      change: { account: withChallenge(from, used), events: [] },
    };
  };
  return {
    id,
    parts,
    type: async (its = parts(here)) => {
      const noting = notingRightCodes(its, id, typedRight);
      const { beforeCommit, decide } = noting;
      const { request } = its;
      const changed = await change(its, id, decide, { beforeCommit, request }).finally(noting.noted);
      await noting.takeBackUnlessOwn(changed?.outcome);
      return changed!.outcome.ok;
    },
    entered: async () => {
      const kept = await tables.limits.find<Room>(
        tables.vault.limited('send-by-phone', 'requester', requester),
      );
      const { days, entered } = kept!.state.gate!;
      return [total(entered, NOW), days.at(-1)?.[1]];
    },
  };
}

describe('right codes, as gates hear of them', () => {
  it('CODE-5 ten who type one code at once answer it once', async () => {
    const { entered, type } = await somebody('at once');
    const typed = await Promise.all(Array.from({ length: 10 }, () => type()));
    expect(typed.filter(Boolean)).toHaveLength(1);
    expect(await entered()).toEqual([2, 2]);
  });

  it('CODE-5 a code that was used elsewhere answers nothing where it is remembered as open', async () => {
    const { entered, id, parts, type } = await somebody('elsewhere');
    expect(await type(parts(elsewhere))).toBe(true);
    expect(here.remembered(id)?.account.challenges[0]?.closed).toBeUndefined();
    expect(await type()).toBe(false);
    expect(await entered()).toEqual([2, 2]);
  });

  it('DUR-4 a repeat answers nothing once more', async () => {
    const { entered, id, parts, type } = await somebody('repeated');
    const keyed = createKeyedRequests(tables.keys).of(
      { sessionId: id, route: 'type', idempotencyKey: 'once', content: 'same' },
      NOW,
    );
    const typed = await Promise.all(Array.from({ length: 5 }, () => type(parts(here, keyed))));
    expect(typed).toEqual([true, true, true, true, true]);
    expect(await entered()).toEqual([2, 2]);
  });

  it('CODE-5 one that was decided over an older account, and is right still, stays noted', async () => {
    const { entered, id, type } = await somebody('looked at again');
    const loaded = (await elsewhere.load(id))!;
    await elsewhere.commit(loaded, { account: { ...loaded.account, locale: 'de' }, events: [] });
    expect(await type()).toBe(true);
    expect(await entered()).toEqual([2, 2]);
  });

  it('DUR-4 CODE-5 one whose commit was lost sight of, and has another on top, stays noted', async () => {
    const { entered, id, parts, type } = await somebody('lost');
    const behind = await StorageProxy.inFrontOf(tables.connectionString);
    const accounts = new AccountTable(await openTable(behind, 'Accounts'), tables.vault);
    let onTop: Promise<unknown> | undefined;
    // After the load, the commit: done, not told, and buried before it is tried once more.
    behind.proxy.arm(1, 'after', () => {
      onTop = elsewhere
        .load(id)
        .then((loaded) => elsewhere.commit(loaded!, { account: loaded!.account, events: [] }));
    });
    const asked = { sessionId: id, route: 'type', idempotencyKey: 'lost', content: 'same' };
    expect(await type(parts(accounts, createKeyedRequests(tables.keys).of(asked, NOW)))).toBe(true);
    await behind.proxy.disarm();
    expect(await onTop).toBe('committed');
    expect(await entered()).toEqual([2, 2]);
    await behind.proxy.close();
  });
});
