import { beforeAll, describe, expect, it } from 'vitest';
import { emailAddresses } from '../../src/adapters/email-addresses/email-addresses.js';
import { systemRandom } from '../../src/adapters/system/system-random.js';
import { countRoundTrips } from '../../src/adapters/tables/round-trips.js';
import { codeMessageId, mayBeCode, mayBeCodeOf, messageId } from '../../src/commands/message-id.js';
import { recordDeliveries } from '../../src/commands/record-delivery.js';
import { findChallenge } from '../../src/domain/account.js';
import { resent, type Challenge } from '../../src/domain/challenge.js';
import type { PlainAddress } from '../../src/domain/contact-address.js';
import type { ContactState } from '../../src/domain/contact.js';
import type { AccountId, ChallengeId, ErasureId, WindowId } from '../../src/domain/identifiers.js';
import { DAY, HOUR, plus, SECOND, type Instant } from '../../src/domain/instant.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import type { MessageId } from '../../src/ports/messenger.js';
import { account, active, contact, NOW } from '../support/accounts.js';
import { idleWorkflows as workflows } from '../support/idle-workflows.js';
import { ownTables, type OwnTables } from '../support/tables.js';

let tables: OwnTables;
beforeAll(async () => {
  tables = await ownTables();
  return () => tables[Symbol.asyncDispose]();
});

let now: Instant = NOW;
const parts = () => ({
  ...{ ...tables, emailAddresses, policy, random: systemRandom, workflows },
  tellOfDelivery: () => undefined,
  clock: { now: () => now },
});

const challengeOf = (name: string): Challenge => ({
  ...{ id: name as ChallengeId, contactId: account(contact('c', active(30))).contacts[0]!.id },
  ...{ purpose: 'step-up', delivery: 'email', keyVersion: 1 },
  ...{ sentAt: [NOW], wrongTries: 0, deliveryStatus: 'queued' },
});

/** An account that holds an address, and waits for codes that went there. */
async function waiting(
  name: string,
  address: string,
  challenges: readonly Challenge[],
  state: ContactState = active(30),
): Promise<AccountId> {
  now = plus(NOW, 3 * SECOND);
  const id = name as AccountId;
  const fingerprint = tables.vault.fingerprint(address.toLowerCase());
  const claimed = await tables.directory.claimAddress(fingerprint, id, 10, () => Promise.resolve(true));
  expect(claimed).toBe('claimed');
  const sealed = tables.vault.seal(address as PlainAddress, id);
  const held = { ...account({ ...contact('c', state), fingerprint, sealed }), id, challenges };
  await tables.accounts.create({ account: held, events: [] });
  return id;
}

async function told(to: string, id: MessageId): Promise<Readonly<Record<string, number>>> {
  const channel = to.includes('@') ? 'email' : 'phone';
  const report = { messageId: id, channel, to: to as PlainAddress, status: 'delivered', at: now } as const;
  return (await countRoundTrips(() => recordDeliveries(parts(), { outcomes: [], reports: [report] })))
    .roundTrips;
}

/** One lookup, and no more requests to accounts than that. */
const within =
  (most: number) =>
  ({ Accounts = 0, Directory, ...others }: Readonly<Record<string, number>>) =>
    Directory === 1 && Accounts <= most && Object.keys(others).length === 0;

const stands = async (id: AccountId, name: string) => {
  const found = await tables.accounts.load(id);
  return found && findChallenge(found.account, name as ChallengeId)?.deliveryStatus;
};

describe('CODE-7 a report finds its code', () => {
  it('by the address that the provider tells, in whatever case, and by no other', async () => {
    const challenge = challengeOf('one');
    const id = await waiting('cased', 'Some.One+tag@example.org', [challenge]);
    const message = codeMessageId(id, challenge);
    for (const other of ['someone+tag@example.org', 'some.one@example.org', 'no address', '@', ''])
      await told(other, message);
    expect(await stands(id, 'one')).toBe('queued');
    expect(await told('SOME.ONE+TAG@Example.ORG', message)).toSatisfy(within(2));
    expect(await stands(id, 'one')).toBe('delivered');
    expect(await told('some.one+tag@example.org', message)).toSatisfy(within(1));
  });

  it('by number', async () => {
    const challenge: Challenge = { ...challengeOf('one'), delivery: 'sms' };
    const id = await waiting('phone', '+4915112345678', [challenge]);
    await told('+4915112345678', codeMessageId(id, challenge));
    expect(await stands(id, 'one')).toBe('delivered');
  });

  it('among several of one account, and only as long as it is the newest of its challenge', async () => {
    const [first, second] = [challengeOf('first'), challengeOf('second')];
    const again = resent(second, 'email', plus(NOW, 40 * SECOND));
    const id = await waiting('several', 'several@example.org', [first, again]);
    now = plus(NOW, 50 * SECOND);
    expect(await told('several@example.org', codeMessageId(id, second))).toSatisfy(within(1));
    expect([await stands(id, 'first'), await stands(id, 'second')]).toEqual(['queued', 'queued']);
    await told('several@example.org', codeMessageId(id, again));
    expect([await stands(id, 'first'), await stands(id, 'second')]).toEqual(['queued', 'delivered']);
  });

  it('ADD-6 among ten accounts that an address serves, loading one', async () => {
    const challenge = challengeOf('one');
    const names = Array.from({ length: 10 }, (_, n) => `shared-${n}`);
    const ids: AccountId[] = [];
    for (const name of names) ids.push(await waiting(name, 'shared@example.org', [challenge]));
    const [third, others] = [ids[3]!, ids.toSpliced(3, 1)];
    expect(await told('shared@example.org', codeMessageId(third, challenge))).toSatisfy(within(2));
    expect(await stands(third, 'one')).toBe('delivered');
    for (const other of others) expect(await stands(other, 'one'), other).toBe('queued');
  });

  it('where ids do not tell two accounts apart, by their challenges', async () => {
    const [here, there] = [challengeOf('here'), challengeOf('there')];
    const first = await waiting('alike-3', 'alike@example.org', [here]);
    const second = await waiting('alike-18', 'alike@example.org', [there]);
    const message = codeMessageId(second, there);
    expect(mayBeCodeOf(message, first)).toBe(true);
    expect(await told('alike@example.org', message)).toSatisfy(within(3));
    expect([await stands(first, 'here'), await stands(second, 'there')]).toEqual(['queued', 'delivered']);
  });

  it.each<[string, ContactState]>([
    ['pending', { kind: 'pending', expiresAt: plus(NOW, HOUR) }],
    [
      'retired',
      {
        ...{ kind: 'retired', windowId: 'w' as WindowId, windowEndsAt: plus(NOW, 30 * DAY) },
        was: active(30),
      },
    ],
    ['disabled', { kind: 'disabled', disabledAt: NOW, was: active(30) }],
  ])('of a contact that is %s', async (kind, state) => {
    const challenge = challengeOf('one');
    const id = await waiting(kind, `${kind}@example.org`, [challenge], state);
    await told(`${kind}@example.org`, codeMessageId(id, challenge));
    expect(await stands(id, 'one')).toBe('delivered');
  });

  it('as late as its challenge is there, and after that costs nothing before long', async () => {
    const challenge = challengeOf('one');
    const id = await waiting('late', 'late@example.org', [challenge]);
    const message = codeMessageId(id, challenge);
    now = plus(NOW, 23 * HOUR);
    await told('late@example.org', message);
    expect(await stands(id, 'one')).toBe('delivered');
    now = plus(NOW, 26 * HOUR);
    expect(await told('late@example.org', message)).toSatisfy(within(1));
    now = plus(NOW, 4 * DAY);
    expect(await told('late@example.org', message)).toEqual({});
  });

  it('PRV-3 not once its account is being erased, nor after', async () => {
    const challenge = challengeOf('one');
    const id = await waiting('erased', 'erased@example.org', [challenge]);
    const message = codeMessageId(id, challenge);
    const loaded = (await tables.accounts.load(id))!;
    const erasure = { id: 'e' as ErasureId, since: now };
    await tables.accounts.commit(loaded, { account: { ...loaded.account, erasure }, events: [] });
    expect(await told('erased@example.org', message)).toSatisfy(within(1));
    await tables.directory.release(id, { name: undefined, addresses: [], listed: true });
    expect(await told('erased@example.org', message)).toEqual({ Directory: 1 });
  });

  it('and a notice’s finds nothing without asking', async () => {
    const challenge = challengeOf('one');
    await waiting('noticed', 'noticed@example.org', [challenge]);
    expect(await told('noticed@example.org', messageId('notice', 'noticed'))).toEqual({});
  });
});

describe('ids of messages', () => {
  const mine = 'account' as AccountId;
  const challenge = challengeOf('challenge');

  it('are UUIDs of version 8, the same for the same; reports of codes sent by 0.3 still find them', () => {
    const again = resent(challenge, 'email', plus(NOW, 60 * SECOND));
    expect(codeMessageId(mine, challenge)).toBe('51539a62-8f8f-8a0f-828b-97438eacc824');
    expect(codeMessageId(mine, again)).toBe('51539a3d-7cd0-8ebd-b59e-e88d08c0ae38');
    expect(messageId('x')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(messageId('x')).toBe(messageId('x'));
  });

  it('of codes say their day, and those of notices hardly ever one of these days', () => {
    const id = codeMessageId(mine, challenge);
    const days = [-1, 0, 1, 2, 3].map((day) => mayBeCode(id, plus(NOW, day * DAY)));
    expect(days).toEqual([false, true, true, true, false]);
    // The clock that reads may be a little behind the one that wrote.
    expect(mayBeCode(id, plus(NOW, -SECOND))).toBe(true);
    const notices = Array.from({ length: 20_000 }, (_, n) => messageId('notice', String(n)));
    expect(notices.filter((one) => mayBeCode(one, NOW)).length).toBeLessThan(10);
  });
});
