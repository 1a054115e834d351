import { beforeAll, describe, expect, it } from 'vitest';
import { createKeyedRequests } from '../../src/adapters/keys/keyed-requests.js';
import { createPasswords } from '../../src/adapters/passwords/argon2-passwords.js';
import { systemClock } from '../../src/adapters/system/system-clock.js';
import { systemLater } from '../../src/adapters/system/system-later.js';
import { systemRandom } from '../../src/adapters/system/system-random.js';
import { AccountTable } from '../../src/adapters/tables/account-table.js';
import { countRoundTrips } from '../../src/adapters/tables/round-trips.js';
import { RowMemory } from '../../src/adapters/tables/row-memory.js';
import { openTable } from '../../src/adapters/tables/table-service.js';
import { createAccessTokens } from '../../src/adapters/tokens/access-tokens.js';
import type { AskedParts } from '../../src/commands/change-account.js';
import { changePassword } from '../../src/commands/change-password.js';
import type { GuardParts } from '../../src/commands/guarded.js';
import { makeAppPassword } from '../../src/commands/make-app-password.js';
import { makeRecoveryCode } from '../../src/commands/make-recovery-code.js';
import type { Parts } from '../../src/commands/parts.js';
import { resetPassword } from '../../src/commands/reset-password.js';
import type { Account } from '../../src/domain/account.js';
import type { EmailAddress } from '../../src/domain/contact-address.js';
import type { ErasureId, GrantId, SessionId } from '../../src/domain/identifiers.js';
import { MINUTE, plus } from '../../src/domain/instant.js';
import { refuse } from '../../src/domain/outcome.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import type { Caller } from '../../src/domain/session.js';
import type { AccessTokens } from '../../src/ports/access-tokens.js';
import { elevatedBy, NOW, provenAccount } from '../support/accounts.js';
import { idleWorkflows as workflows } from '../support/idle-workflows.js';
import { ownTables, type OwnTables } from '../support/tables.js';

const passwords = createPasswords();
const password = 'correct horse battery';

let tables: OwnTables;
let passwordHash: string;
let tokens: AccessTokens;
beforeAll(async () => {
  [tables, passwordHash] = await Promise.all([ownTables(), passwords.hash(password)]);
  tokens = await createAccessTokens({ keys: tables.keys.signing, issuer: 'https://example.org' });
  return () => tables[Symbol.asyncDispose]();
});

type HashParts = AskedParts & GuardParts & Pick<Parts, 'passwords'>;

let next = 0;
/** An account made elsewhere, its holder after a step-up, and this machine, which counts its hashes. */
async function somebody(memory = new RowMemory(systemClock, systemLater)) {
  const one = provenAccount(`hashing-${(next += 1)}`, tables.vault);
  const { id } = one;
  const signInName = tables.vault.seal('me@example.com' as EmailAddress, id);
  const credential = { signInName, fingerprint: tables.vault.fingerprint('me@example.com'), passwordHash };
  await tables.accounts.create({ account: { ...one, credential }, events: [] });
  const accounts = new AccountTable(await openTable(tables, 'Accounts'), tables.vault, undefined, memory);
  let hashes = 0;
  const hash = (plain: string) => {
    hashes += 1;
    return passwords.hash(plain);
  };
  const parts: HashParts = {
    ...{ ...tables, accounts, clock: { now: () => NOW }, policy, random: systemRandom, workflows },
    passwords: { ...passwords, hash },
  };
  const caller: Caller = { ...elevatedBy('one'), accountId: id };
  /** What it came to, how often storage was asked for the account, and the hashes that were made. */
  const asks = async (
    command: (parts: HashParts, caller: Caller) => Promise<{ readonly ok: boolean }>,
    by = caller,
  ) => {
    const before = hashes;
    const { result, roundTrips } = await countRoundTrips(() => command(parts, by));
    return { ok: result.ok, trips: roundTrips['Accounts'], hashes: hashes - before };
  };
  /** Another machine commits: what this one remembers is old. */
  const changeElsewhere = async (
    changed: { readonly [Part in keyof Account]?: Account[Part] | undefined } = {},
  ) => {
    const loaded = (await tables.accounts.load(id))!;
    const locale = `${loaded.account.locale}-x`;
    const account = { ...loaded.account, locale, ...changed } as Account;
    await tables.accounts.commit(loaded, { account, events: [] });
  };
  return { accounts, asks, caller, changeElsewhere, id, parts };
}

const recoveryCode = (parts: HashParts, caller: Caller) => makeRecoveryCode(parts, caller);
const appPassword = (parts: HashParts, caller: Caller) => makeAppPassword(parts, caller, { name: 'Mail' });
const newPassword = (parts: HashParts, caller: Caller, currentPassword = password) =>
  changePassword(parts, caller, { currentPassword, newPassword: 'a better horse battery' });

describe.each([
  ['a saved recovery code (REC-5)', recoveryCode],
  ['an app password (APP-1)', appPassword],
])('making %s', (_, make) => {
  it('takes one request where the account is known, two where it is not, and one hash', async () => {
    const { asks } = await somebody();
    expect(await asks(make)).toEqual({ ok: true, trips: 2, hashes: 1 });
    expect(await asks(make)).toEqual({ ok: true, trips: 1, hashes: 1 });
  });

  it('takes two where nothing is remembered', async () => {
    const { asks } = await somebody(new RowMemory(systemClock, systemLater, 0));
    expect(await asks(make)).toEqual({ ok: true, trips: 2, hashes: 1 });
  });

  it('takes one hash though another has changed the account since', async () => {
    const { asks, changeElsewhere } = await somebody();
    await asks(make);
    await changeElsewhere();
    expect(await asks(make)).toEqual({ ok: true, trips: 3, hashes: 1 });
  });

  it('takes one request and no hash where it is refused', async () => {
    const { asks, caller } = await somebody();
    await asks(make);
    const noStepUp: Caller = { accountId: caller.accountId, sessionId: caller.sessionId };
    expect(await asks(make, noStepUp)).toEqual({ ok: false, trips: 1, hashes: 0 });
    const ended: Caller = { ...caller, sessionId: 'ended' as SessionId };
    expect(await asks(make, ended)).toEqual({ ok: false, trips: 1, hashes: 0 });
  });

  it('DUR-4 gives a repeat its first answer, though the step-up has passed since', async () => {
    const { caller, id, parts } = await somebody();
    const asked = { sessionId: id, route: 'make', idempotencyKey: 'same', content: 'same' };
    const keyed = { ...parts, request: createKeyedRequests(tables.keys).of(asked, NOW) };
    const first = await make(keyed, caller);
    const noStepUp: Caller = { accountId: caller.accountId, sessionId: caller.sessionId };
    expect(first.ok).toBe(true);
    expect(await make(keyed, noStepUp)).toEqual(first);
  });
});

describe('changing the password', () => {
  it('loads the account once', async () => {
    const { asks } = await somebody(new RowMemory(systemClock, systemLater, 0));
    const wrong = (parts: HashParts, caller: Caller) => newPassword(parts, caller, 'not the password');
    expect(await asks(wrong)).toEqual({ ok: false, trips: 1, hashes: 0 });
    expect(await asks(newPassword)).toEqual({ ok: true, trips: 2, hashes: 1 });
  });

  it('loads it once where the session has ended, too', async () => {
    const { asks, caller } = await somebody();
    const ended: Caller = { ...caller, sessionId: 'ended' as SessionId };
    expect(await asks(newPassword, ended)).toEqual({ ok: false, trips: 1, hashes: 0 });
  });
});

describe('setting a password by a recovery grant (REC-4)', () => {
  const newest = 'a better horse battery';
  /** Somebody whose recovery has just succeeded, at this machine or at another. */
  async function recovered(memory?: RowMemory) {
    const one = await somebody(memory);
    const grant = { id: 'grant' as GrantId, expiresAt: plus(NOW, 10 * MINUTE) };
    await one.changeElsewhere({ recoveryGrant: grant });
    const claims = { accountId: one.id, grantId: grant.id };
    const recoveryGrant = await tokens.issueGrant(claims, grant.expiresAt, NOW);
    const resets = (password = newest) =>
      one.asks((parts) => resetPassword({ ...parts, tokens }, { recoveryGrant, newPassword: password }));
    return { ...one, recoveryGrant, resets };
  }

  it('takes one request where the account is known, two where it is not, and one hash', async () => {
    const known = await recovered();
    await known.accounts.load(known.id);
    expect(await known.resets()).toEqual({ ok: true, trips: 1, hashes: 1 });
    const forgotten = await recovered(new RowMemory(systemClock, systemLater, 0));
    expect(await forgotten.resets()).toEqual({ ok: true, trips: 2, hashes: 1 });
  });

  it('takes one hash though another has changed the account since', async () => {
    const { accounts, changeElsewhere, id, resets } = await recovered();
    await accounts.load(id);
    await changeElsewhere();
    expect(await resets()).toEqual({ ok: true, trips: 3, hashes: 1 });
  });

  it('takes one request and no hash where the grant is used up, or the password too weak', async () => {
    const { resets } = await recovered();
    expect(await resets('password')).toEqual({ ok: false, trips: 1, hashes: 0 });
    await resets();
    expect(await resets()).toEqual({ ok: false, trips: 1, hashes: 0 });
  });

  it('is refused for its grant before it is for its password', async () => {
    const { parts, recoveryGrant, resets } = await recovered();
    await resets();
    const weak = { recoveryGrant, newPassword: 'password' };
    expect(await resetPassword({ ...parts, tokens }, weak)).toEqual(refuse({ code: 'grant-invalid' }));
  });

  it('is refused where another machine has used or erased meanwhile what this one has in mind', async () => {
    const used = await recovered();
    await used.accounts.load(used.id);
    await used.changeElsewhere({ recoveryGrant: undefined });
    expect(await used.resets()).toMatchObject({ ok: false });
    const erased = await recovered();
    await erased.accounts.load(erased.id);
    await erased.changeElsewhere({ erasure: { id: 'erasure' as ErasureId, since: NOW } });
    expect(await erased.resets()).toMatchObject({ ok: false });
  });

  it('DUR-4 gives a repeat its first answer, without a hash', async () => {
    const { asks, id, recoveryGrant } = await recovered();
    const asked = { sessionId: id, route: 'reset', idempotencyKey: 'same', content: 'same' };
    const request = createKeyedRequests(tables.keys).of(asked, NOW);
    const reset = (parts: HashParts) =>
      resetPassword({ ...parts, tokens, request }, { recoveryGrant, newPassword: newest });
    expect(await asks(reset)).toEqual({ ok: true, trips: 2, hashes: 1 });
    expect(await asks(reset)).toEqual({ ok: true, trips: 1, hashes: 0 });
  });
});
