import { join } from 'node:path';
import { TableClient } from '@azure/data-tables';
import { importJWK, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAddressVault } from '../../src/adapters/keys/address-vault.js';
import { openKeyFile } from '../../src/adapters/keys/key-file.js';
import { AccountTable } from '../../src/adapters/tables/account-table.js';
import { createAccessTokens } from '../../src/adapters/tokens/access-tokens.js';
import type { AccountId } from '../../src/domain/identifiers.js';
import { instant, MINUTE, plus } from '../../src/domain/instant.js';
import { Holder, type Answer } from '../support/holder.js';
import { AUDIENCE, OidcProvider } from '../support/oidc-provider.js';
import { startHost, type LocalHost } from '../support/start-host.js';
import { tableEmulator } from '../support/table-emulator.js';

const NAMES = ['ada', 'grace', 'joan', 'mary', 'edith', 'radia', 'hedy'];
const SERVICE = { roles: ['security-info.gate'] };

let emulator: Awaited<ReturnType<typeof tableEmulator>>;
let provider: OidcProvider;
let host: LocalHost;
beforeAll(async () => {
  emulator = await tableEmulator();
  const people = NAMES.map((name) => [
    name,
    { email: `${name}@house.example`, email_verified: true, locale: 'en' },
  ]);
  provider = await OidcProvider.start(Object.fromEntries(people) as never);
  host = await startHost({ storage: emulator.connectionString, env: provider.settings });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
  await emulator[Symbol.asyncDispose]();
});

async function someone(name: string): Promise<Holder> {
  const holder = new Holder(host);
  holder.token = await provider.token(name);
  holder.accountId = name;
  return holder;
}

async function infoWith(token: string): Promise<Answer> {
  const holder = new Holder(host);
  holder.token = token;
  return holder.info();
}

async function accountTable() {
  const keys = await openKeyFile(join(host.dataDir, 'keys.json'));
  const options = { allowInsecureConnection: true };
  const table = TableClient.fromConnectionString(emulator.connectionString, 'Accounts', options);
  return { keys, accounts: new AccountTable(table, createAddressVault(keys)) };
}

describe('IDN-3 with a provider', () => {
  it.each([
    ['POST', '/api/accounts', { signInName: 'ada@example.com', password: 'correct horse battery' }],
    ['POST', '/api/sign-in', { signInName: 'ada@example.com', password: 'correct horse battery' }],
    ['POST', '/api/sign-out', undefined],
    ['POST', '/api/password/reset', { recoveryGrant: 'x', newPassword: 'correct horse battery' }],
    ['POST', '/api/password/change', { currentPassword: 'x', newPassword: 'correct horse battery' }],
  ])('%s %s is not there, signed in or not, and not in the document', async (method, path, body) => {
    for (const holder of [new Holder(host), await someone('ada')])
      expect(await holder.call(method, path, body)).toMatchObject({
        status: 404,
        body: { code: 'not-found' },
      });
    const document = (await (await fetch(`${host.url}/api/openapi.json`)).json()) as { paths: object };
    expect(document.paths).not.toHaveProperty(path.replace('/api', ''));
    expect(document.paths).toHaveProperty('/security-info');
  });
});

describe('IDN-1 a holder with the provider’s token', () => {
  it('has an account from the first call on, and does all that others do', async () => {
    const ada = await someone('ada');
    expect((await ada.info()).body).toMatchObject({ contacts: [], protection: { state: 'normal' } });
    const theirs = ada.token;
    const [first, second] = ['ada@elsewhere.example', 'ada@another.example'];
    const firstId = await ada.addEmail(first);
    expect((await ada.info()).body.contacts).toMatchObject([{ id: firstId, address: first }]);

    // The provider's token goes on being good; it says of no step-up.
    const elevated = ada.token;
    ada.token = theirs;
    expect((await ada.info()).body.contacts[0]).not.toHaveProperty('address');
    const refused = await ada.post('/api/security-info', { channel: 'email', address: second });
    expect(refused).toMatchObject({ status: 403, body: { code: 'step-up-required' } });
    ada.token = elevated;
    const secondId = await ada.addEmail(second);
    ada.token = theirs;
    await ada.stepUp(firstId, first);
    expect((await ada.call('DELETE', `/api/security-info/${secondId}`)).status).toBe(200);
    expect((await ada.info()).body.contacts).toHaveLength(1);
    expect(await ada.noticesSettled(second)).toContain('contact-removed');
  });

  it('ADD-3 can’t name the address they have there', async () => {
    const grace = await someone('grace');
    const own = await grace.post('/api/security-info', { channel: 'email', address: 'Grace@House.example' });
    expect(own).toMatchObject({ status: 422, body: { errors: [{ code: 'own-sign-in-address' }] } });
    const near = await grace.post('/api/security-info', { channel: 'email', address: 'g@house.example' });
    expect(near.body.hints.map(({ code }) => code)).toEqual(['same-provider']);
  });

  it('a step-up ends on time, and the token that says so with it', async () => {
    const joan = await someone('joan');
    await joan.addEmail('joan@elsewhere.example');
    await host.advance('PT14M30S');
    expect((await joan.info()).status).toBe(200);
    await host.advance('PT30S');
    expect((await joan.info()).status).toBe(401);
  });

  it('RMV-5 sessions that were ended are ended: only who signs in anew is let in', async () => {
    const mary = await someone('mary');
    const theirs = mary.token;
    const [first, second] = ['mary@elsewhere.example', 'mary@another.example'];
    const firstId = await mary.addEmail(first);
    const secondId = await mary.addEmail(second);
    await mary.stepUp(firstId, first);
    const elevated = mary.token;
    await mary.call('DELETE', `/api/security-info/${secondId}`);
    await mary.noticesSettled(second);
    const { token } = await mary.link(second, 'contact-removed');
    expect((await mary.post('/api/security-info/undo-removal', { token })).status).toBe(200);
    for (const ended of [theirs, elevated]) expect((await infoWith(ended)).status).toBe(401);
    const { accounts } = await accountTable();
    const endedAt = (await accounts.load('mary' as AccountId))?.account.sessionsEndedAt ?? instant(0);
    const later = Math.floor(endedAt / 1000) + 1;
    await host.advance('PT2S');
    expect((await infoWith(await forged({ sub: 'mary', auth_time: later }))).status).toBe(200);
    expect((await infoWith(await forged({ sub: 'mary', auth_time: later - 1 }))).status).toBe(401);
  });

  it.each(['tenant:user|a@b+c=d~e.f-g_h', '..', 'https://login.example/users/7?x#y'])(
    'WIN-1 whatever the provider calls an account, its flows run: %s',
    async (sub) => {
      const holder = new Holder(host);
      holder.token = await forged({ sub });
      const address = `${Buffer.from(sub).toString('hex').slice(0, 20)}@odd.example`;
      await holder.addEmail(address);
      expect((await holder.removeAll()).body.protection.state).toBe('protected');
      expect(await holder.noticesSettled(address)).toEqual(['protection-started']);
      const { token } = await holder.link(address, 'protection-started');
      const cancelled = await holder.post('/api/protection/cancel', { token });
      expect(cancelled.body.protection.state).toBe('normal');
    },
  );

  it('DUR-4 a repeat with the same key gets the first answer', async () => {
    const edith = await someone('edith');
    const named = { channel: 'email', address: 'edith@elsewhere.example' };
    const first = await edith.post('/api/security-info', named, 'once');
    expect(first.status).toBe(201);
    expect((await edith.post('/api/security-info', named, 'once')).body).toEqual(first.body);
  });
});

it('PRV-2 what they are called there is nowhere in clear', async () => {
  const ada = await someone('ada');
  expect((await ada.info()).status).toBe(200);
  const options = { allowInsecureConnection: true };
  let rows = 0;
  for (const name of ['Accounts', 'Directory', 'Answers', 'DueIndex']) {
    const table = TableClient.fromConnectionString(emulator.connectionString, name, options);
    for await (const row of table.listEntities()) {
      expect(JSON.stringify(row)).not.toMatch(/house\.example/i);
      rows += 1;
    }
  }
  expect(rows).toBeGreaterThan(10);
  expect(await host.logsSoFar()).not.toMatch(/house\.example/i);
});

/** Right in everything but what is given: signed with the provider's own key. */
async function forged(claims: Readonly<Record<string, unknown>>, alg = 'RS256', key?: Uint8Array) {
  const [jwk = {}] = provider.keys;
  const now = Math.floor((await host.now()).getTime() / 1000);
  const right = { iss: provider.issuer, aud: AUDIENCE, sub: 'ada', iat: now, exp: now + 3600 };
  return new SignJWT({ ...right, ...claims })
    .setProtectedHeader({ alg, ...(jwk.kid === undefined ? {} : { kid: jwk.kid }) })
    .sign(key ?? (await importJWK(jwk, alg)));
}

describe('IDN-1 whatever else comes as a bearer', () => {
  it.each([
    ['another audience', { aud: 'https://elsewhere.example' }],
    ['another issuer', { iss: 'https://elsewhere.example' }],
    ['a token past its end', { exp: Math.floor(Date.now() / 1000) - 3600 }],
    ['no account', { sub: undefined }],
    ['a service', SERVICE],
  ])('%s is nobody', async (_, claims) => {
    expect((await infoWith(await forged({}))).status).toBe(200);
    const answer = await infoWith(await forged(claims));
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  });

  it('unsigned, or signed with the public key as a secret, is nobody', async () => {
    const { d: _1, p: _2, q: _3, dp: _4, dq: _5, qi: _6, ...shown } = provider.keys[0] ?? {};
    const unsigned = new UnsecuredJWT({ iss: provider.issuer, aud: AUDIENCE, sub: 'ada' });
    const bad = [
      unsigned.setIssuedAt().setExpirationTime('1h').encode(),
      await forged({}, 'HS256', Buffer.from(JSON.stringify(shown))),
    ];
    for (const token of bad) expect((await infoWith(token)).status).toBe(401);
  });

  it('a session token of ours that never was outside is nobody', async () => {
    const { keys } = await accountTable();
    const tokens = await createAccessTokens({ keys: keys.signing, issuer: 'urn:security-info:local' });
    const caller = { accountId: 'ada' as AccountId, sessionId: 'session' as never };
    const now = instant((await host.now()).getTime());
    const inside = await tokens.issue(caller, plus(now, MINUTE), now);
    expect((await infoWith(inside)).status).toBe(401);
    const outside = await tokens.issue({ ...caller, outside: { since: now } }, plus(now, MINUTE), now);
    expect((await infoWith(outside)).status).toBe(200);
  });

  it('IDN-2 App Service’s headers are nobody’s', async () => {
    const stranger = new Holder(host);
    stranger.headers = { 'x-ms-client-principal-id': 'ada' };
    expect((await stranger.info()).status).toBe(401);
    stranger.headers = { 'x-security-info-token': await provider.token('ada') };
    expect((await stranger.info()).status).toBe(401);
  });
});

describe('IDN-1 the provider', () => {
  it('gets new keys: they are found, and the old ones are worth nothing from then on', async () => {
    const radia = await someone('radia');
    const before = radia.token;
    expect((await radia.info()).status).toBe(200);
    await provider.rotateKeys();
    // Whoever names unknown keys makes us ask the provider once in five seconds at most.
    await host.advance('PT6S');
    radia.token = await provider.token('radia');
    expect((await radia.info()).status).toBe(200);
    expect((await infoWith(before)).status).toBe(401);
  });

  it('is down: 503 and what to do, and all is well when it is back', async () => {
    const hedy = await someone('hedy');
    await host.restart();
    await provider.stop();
    const down = await hedy.info();
    expect(down).toMatchObject({ status: 503, body: { code: 'unavailable', part: 'identity provider' } });
    expect(down.headers.get('retry-after')).toBe('5');
    await provider.resume();
    expect((await hedy.info()).status).toBe(200);
  });
});
