import { beforeAll, describe, expect, it } from 'vitest';
import { createKeyedRequests } from '../../src/adapters/keys/keyed-requests.js';
import { createPhoneNumbers } from '../../src/adapters/phone-numbers/phone-numbers.js';
import { systemRandom } from '../../src/adapters/system/system-random.js';
import { AccountTable } from '../../src/adapters/tables/account-table.js';
import { LimitTable } from '../../src/adapters/tables/limit-table.js';
import { countRoundTrips } from '../../src/adapters/tables/round-trips.js';
import { openTable } from '../../src/adapters/tables/table-service.js';
import {
  changedByCaller,
  type AskedParts,
  type BeforeCommit,
  type Decide,
} from '../../src/commands/change-account.js';
import type { QuotaParts } from '../../src/commands/sending-quotas.js';
import { withinQuotas } from '../../src/commands/within-quotas.js';
import { addContact } from '../../src/domain/adding-contacts.js';
import { askForCode, type CodeToSend } from '../../src/domain/asking-for-codes.js';
import type { Requester } from '../../src/domain/code-ledger.js';
import { withCodeCounted } from '../../src/domain/codes-sent.js';
import type { EmailAddress } from '../../src/domain/contact-address.js';
import type { ChallengeId, ContactId, SessionId } from '../../src/domain/identifiers.js';
import { HOUR, MINUTE, plus, type Instant } from '../../src/domain/instant.js';
import { withNumbers } from '../../src/domain/limits.js';
import { ok, refuse } from '../../src/domain/outcome.js';
import { defaultPolicy } from '../../src/domain/policy.js';
import type { RefusalCode } from '../../src/domain/refusal.js';
import type { Room } from '../../src/domain/room.js';
import { total } from '../../src/domain/tally.js';
import type { KeyedRequest } from '../../src/ports/keyed-requests.js';
import { StorageProxy } from '../faults/storage-proxy.js';
import { elevatedBy, ids, named, NOW, provenAccount } from '../support/accounts.js';
import { idleWorkflows as workflows } from '../support/idle-workflows.js';
import { ownTables, type OwnTables } from '../support/tables.js';

let tables: OwnTables;
beforeAll(async () => {
  tables = await ownTables();
  return () => tables[Symbol.asyncDispose]();
});

const policy = {
  ...defaultPolicy,
  limits: withNumbers(defaultPolicy.limits, [
    { action: 'send', key: 'account', window: HOUR, limit: 6 },
    { action: 'send', key: 'requester', window: HOUR, limit: 8 },
    { action: 'send', key: 'destination', window: HOUR, limit: 3 },
  ]),
};

/** An account with one proven address, asking from a place of its own. */
async function somebody(name: string) {
  const one = provenAccount(name, tables.vault);
  const { id } = one;
  await tables.accounts.create({ account: one, events: [] });
  const place = `place of ${name}` as Requester;
  const caller = { accountId: id, sessionId: 'session' as SessionId };
  let now: Instant = NOW;
  const parts = (request?: KeyedRequest): AskedParts & QuotaParts => ({
    ...{ ...tables, clock: { now: () => now }, policy, workflows },
    ...{ phoneNumbers: createPhoneNumbers('*'), random: systemRandom, request, requester: place },
  });
  const send = async (
    its: AskedParts & QuotaParts,
    decide: Decide<CodeToSend, RefusalCode>,
    prepare?: BeforeCommit<'too-many-contacts'>,
  ) => {
    const sending = withinQuotas<RefusalCode>(its, id, decide, prepare);
    const { beforeCommit } = sending;
    const changed = await changedByCaller(its, caller, sending.decide, { beforeCommit });
    await sending.giveBackUnlessOwn(changed?.outcome);
    return changed!.outcome;
  };
  /** A code to the proven address. */
  const ask = (its = parts(), prepare?: BeforeCommit<'too-many-contacts'>) => {
    const code = {
      ...({ contactId: 'one' as ContactId, purpose: 'step-up', keyVersion: 1 } as const),
      challengeId: (its.request?.random ?? systemRandom).id() as ChallengeId,
    } as const;
    return send(its, (from, at) => askForCode(from, code, at, policy), prepare);
  };
  /** A code to another. */
  const add = (other: string, its = parts()) => {
    const fingerprint = tables.vault.fingerprint(other);
    const fresh = { ...named(other), sealed: tables.vault.seal(other as EmailAddress, id), fingerprint };
    return send(its, (from, at) => addContact(from, elevatedBy('one'), fresh, ids, 1, at, policy));
  };
  const countOf = (room: Room | undefined) => {
    const hour = room?.tallies.find(({ window }) => window === HOUR);
    return hour === undefined ? 0 : total(hour, now);
  };
  return {
    id,
    add,
    ask,
    parts,
    pass: (ms: number) => (now = plus(now, ms)),
    ofAccount: async () => countOf((await tables.accounts.load(id))?.account.codesSent),
    ofPlace: async (requester = place) =>
      countOf((await tables.limits.find<Room>(tables.vault.limited('send', 'requester', requester)))?.state),
  };
}

async function ofAddress(address: string): Promise<number | undefined> {
  const fingerprint = tables.vault.fingerprint(address);
  const kept = await tables.limits.find<Room>(tables.vault.limited('send', 'destination', fingerprint));
  return kept && total(kept.state.tallies[0]!, NOW);
}

/** It has looked at what everybody takes from when it counts for the first time, and keeps it. */
const ofAnotherMachine = async () => new LimitTable(await openTable(tables, 'Limits'));

/** A place that has had its hour's codes, by two accounts. */
async function full(name: string, after: number): Promise<Requester> {
  const requester = `full ${name}` as Requester;
  for (const half of ['one', 'other']) {
    const { ask, parts, pass } = await somebody(`${half} at ${name}`);
    pass(after);
    for (let n = 0; n < 4; n += 1) expect((await ask({ ...parts(), requester })).ok).toBe(true);
  }
  return requester;
}

describe('codes within the quotas', () => {
  it('CODE-5 an account sends as many as it may, and waits exactly as told', async () => {
    const { ask, ofAccount, ofPlace, pass } = await somebody('at');
    for (let n = 0; n < 6; n += 1) expect((await ask()).ok).toBe(true);
    const refused = await ask();
    const until = plus(NOW, HOUR + MINUTE);
    const told = { code: 'too-many-codes', of: 'account', until, retryAfter: 3660 };
    expect(refused).toEqual({ ok: false, refusal: told });
    expect([await ofAccount(), await ofPlace()]).toEqual([6, 6]);
    pass(HOUR + MINUTE - 1);
    expect((await ask()).ok).toBe(false);
    pass(1);
    expect((await ask()).ok).toBe(true);
  });

  it('CODE-5 what is refused leaves the account as it was', async () => {
    const { ask, id } = await somebody('as it was');
    for (let n = 0; n < 6; n += 1) await ask();
    const before = await tables.accounts.load(id);
    await ask();
    expect(await tables.accounts.load(id)).toEqual(before);
  });

  it('CODE-9 of fifteen at once six go out, and the rest take nothing from the other limits', async () => {
    const { ask, ofAccount, ofPlace } = await somebody('at once');
    const asked = await Promise.all(Array.from({ length: 15 }, () => ask()));
    const refused = asked.filter((one) => !one.ok);
    expect(refused).toHaveLength(9);
    expect([await ofAccount(), await ofPlace()]).toEqual([6, 6]);
  });

  it('CODE-5 others refuse: nothing is taken from the account', async () => {
    const { ask, ofAccount, ofPlace, parts } = await somebody('elsewhere');
    const place = await full('place', 0);
    expect((await ask()).ok).toBe(true);
    const refused = await ask({ ...parts(), requester: place });
    expect(refused).toMatchObject({ refusal: { code: 'too-many-codes', of: 'requester' } });
    expect([await ofAccount(), await ofPlace(place)]).toEqual([1, 8]);
  });

  it.each([
    [0, 0, 'account', 61],
    [30, 0, 'account', 91],
    [0, 30, 'requester', 91],
  ])(
    'CODE-5 an account full after %i minutes, its place after %i: the longest wait is told',
    async (account, place, of, minutes) => {
      const requester = await full(`place ${account} ${place}`, place * MINUTE);
      const { ask, parts, pass } = await somebody(`full ${account} ${place}`);
      pass(account * MINUTE);
      for (let n = 0; n < 6; n += 1) expect((await ask()).ok).toBe(true);
      pass((30 - account) * MINUTE);
      const refused = await ask({ ...parts(), requester });
      expect(refused).toMatchObject({ refusal: { of, until: plus(NOW, minutes * MINUTE) } });
    },
  );

  it('CODE-5 room that is gone by the commit is refused, and the other limits get theirs back', async () => {
    const { ask, id, ofAccount, ofPlace } = await somebody('too late');
    const refused = await ask(undefined, async () => {
      const loaded = (await tables.accounts.load(id))!;
      let other = loaded.account;
      for (let n = 0; n < 6; n += 1) other = withCodeCounted(other, 'codesSent', NOW, policy);
      await tables.accounts.commit(loaded, { account: other, events: [] });
      return ok(undefined);
    });
    expect(refused).toMatchObject({ refusal: { code: 'too-many-codes', of: 'account', retryAfter: 3660 } });
    expect([await ofAccount(), await ofPlace()]).toEqual([6, 0]);
  });

  it('DUR-4 a repeat counts once, one after the other and at once', async () => {
    const { ask, id, ofAccount, ofPlace, parts } = await somebody('repeated');
    const keyed = (idempotencyKey: string) =>
      parts(
        createKeyedRequests(tables.keys).of(
          { sessionId: id, route: 'ask', idempotencyKey, content: 'same' },
          NOW,
        ),
      );
    for (let n = 0; n < 3; n += 1) expect((await ask(keyed('in turn'))).ok).toBe(true);
    expect([await ofAccount(), await ofPlace()]).toEqual([1, 1]);
    const asked = await Promise.all(Array.from({ length: 5 }, () => ask(keyed('at once'))));
    expect(asked.every((one) => one.ok)).toBe(true);
    expect([await ofAccount(), await ofPlace()]).toEqual([2, 2]);
  });

  it('DUR-4 CODE-5 counts where the answer of its commit was lost, and another commit came on top', async () => {
    const { ask, id, ofAccount, ofPlace, parts } = await somebody('lost');
    const behind = await StorageProxy.inFrontOf(tables.connectionString);
    const accounts = new AccountTable(await openTable(behind, 'Accounts'), tables.vault);
    let onTop: Promise<unknown> | undefined;
    // After the load, the commit: done, not told, and buried before it is tried once more.
    behind.proxy.arm(1, 'after', () => {
      onTop = tables.accounts
        .load(id)
        .then((loaded) => tables.accounts.commit(loaded!, { account: loaded!.account, events: [] }));
    });
    const asked = { sessionId: id, route: 'ask', idempotencyKey: 'lost', content: 'same' };
    const its = { ...parts(createKeyedRequests(tables.keys).of(asked, NOW)), accounts };
    expect((await ask(its)).ok).toBe(true);
    await behind.proxy.disarm();
    expect(await onTop).toBe('committed');
    expect([await ofAccount(), await ofPlace()]).toEqual([1, 1]);
    await behind.proxy.close();
  });

  it('CODE-5 the account’s costs no request of its own', async () => {
    const { ask, parts } = await somebody('cheap');
    const nowhere = { ...parts(), requester: undefined, limits: await ofAnotherMachine() };
    await ask(nowhere);
    const { roundTrips } = await countRoundTrips(() => ask(nowhere));
    // One or two, as the process has the account in mind or not (docs/decisions/0026).
    expect(Object.keys(roundTrips)).toEqual(['Accounts']);
  });

  it('CODE-5 a new address costs one request, and none where the account has no room', async () => {
    const { add, ask, ofAccount, parts } = await somebody('naming');
    const nowhere = { ...parts(), requester: undefined, limits: await ofAnotherMachine() };
    await ask(nowhere);
    const { roundTrips } = await countRoundTrips(() => add('new@example.org', nowhere));
    expect(roundTrips['Limits']).toBe(1);
    expect(await ofAddress('new@example.org')).toBe(1);
    for (let n = 0; n < 4; n += 1) await ask();
    expect(await add('newer@example.org')).toMatchObject({ refusal: { of: 'account' } });
    expect([await ofAccount(), await ofAddress('newer@example.org')]).toEqual([6, undefined]);
  });

  it('CODE-5 an address that has had its codes by other accounts takes nothing from account or place', async () => {
    for (let n = 0; n < 3; n += 1)
      expect((await (await somebody(`knows it ${n}`)).add('known@example.org')).ok).toBe(true);
    const { add, ofAccount, ofPlace } = await somebody('knows it, too');
    const refused = await add('known@example.org');
    expect(refused).toMatchObject({ refusal: { code: 'too-many-codes', of: 'contact', retryAfter: 3660 } });
    expect([await ofAccount(), await ofPlace(), await ofAddress('known@example.org')]).toEqual([0, 0, 3]);
  });

  it('ADD-6 what stands before them is told first, and takes nothing', async () => {
    const { ask, ofAccount, ofPlace } = await somebody('stopped');
    const prepare = () =>
      Promise.resolve(refuse({ code: 'too-many-contacts', of: 'address', limit: 1 } as const));
    expect(await ask(undefined, prepare)).toMatchObject({ refusal: { code: 'too-many-contacts' } });
    expect([await ofAccount(), await ofPlace()]).toEqual([0, 0]);
  });
});
