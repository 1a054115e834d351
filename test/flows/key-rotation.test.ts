import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Holder } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';

let host: LocalHost;
beforeAll(async () => {
  host = await startHost();
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

const rotate = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [
    ...['dist/src/rotate-keys.js', '--file', join(host.dataDir, 'keys.json'), ...args],
  ]);

async function publicKids(): Promise<readonly string[]> {
  const response = await fetch(`${host.url}/api/jwks`);
  expect(response.headers.get('cache-control')).toBe('public, max-age=300');
  const { keys } = (await response.json()) as {
    keys: { kid: string; alg: string; use: string; d?: string }[];
  };
  for (const key of keys) expect(key).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' });
  for (const key of keys) expect(key.d).toBeUndefined();
  return keys.map(({ kid }) => kid);
}

/** One account with a code on its way and a session, another with a grant: everything that rotating must not break. */
async function inFlight(name: string) {
  const [first, second] = [`${name}@example.org`, `${name}@example.net`];
  const holder = await Holder.signedUp(host);
  const firstId = await holder.addEmail(first);

  const robbed = await Holder.signedUp(host);
  const keptId = await robbed.addEmail(`kept-${second}`);
  const goneId = await robbed.addEmail(`gone-${second}`);
  await host.advance('P10D');
  await robbed.stepUp(keptId, `kept-${second}`);
  await robbed.call('DELETE', `/api/security-info/${goneId}`);
  await robbed.noticesSettled(`gone-${second}`);
  const { token } = await robbed.link(`gone-${second}`, 'contact-removed');
  await robbed.post('/api/security-info/undo-removal', { token });
  robbed.token = (await robbed.signIn()).body.signInToken;
  const recover = await robbed.post('/api/challenges', { contactId: goneId, purpose: 'recover' });
  const { recoveryGrant } = (await robbed.verify(recover.body.id, await robbed.code(`gone-${second}`))).body;
  robbed.token = '';

  await holder.signIn();
  const challenge = await holder.post('/api/challenges', { contactId: firstId, purpose: 'step-up' });
  return { holder, code: await holder.code(first), challenge, first, robbed, recoveryGrant };
}

type InFlight = Awaited<ReturnType<typeof inFlight>>;

async function allStillGood({ challenge, code, holder, recoveryGrant, robbed }: InFlight): Promise<void> {
  expect((await holder.info()).status).toBe(200);
  const grantKeys = createRemoteJWKSet(new URL(`${host.url}/api/jwks`));
  const verified = await jwtVerify(recoveryGrant, grantKeys, {
    ...{ audience: 'security-info', issuer: 'urn:security-info:local', typ: 'recovery-grant+jwt' },
    currentDate: await host.now(),
  });
  expect(verified.payload.sub).toBe(robbed.accountId);
  const stepUp = await holder.verify(challenge.body.id, code);
  expect(stepUp.status, JSON.stringify(stepUp.body)).toBe(200);
  holder.token = stepUp.body.accessToken;
  const newPassword = 'another horse battery';
  expect((await robbed.post('/api/password/reset', { recoveryGrant, newPassword })).status).toBe(204);
  robbed.password = newPassword;
  expect((await robbed.signIn()).body.outcome).toBe('signed-in');
}

const kidOf = (token: string) => decodeProtectedHeader(token).kid;

describe('IDN-5 every key rotated', () => {
  it('a new signing key is shown before it signs', async () => {
    const holder = await Holder.signedUp(host);
    const [old] = await publicKids();
    expect(kidOf(holder.token)).toBe(old);
    await rotate('--minutes', '5', '--ring', 'signing');
    await host.advance('PT61S');
    const [same, fresh, ...more] = await publicKids();
    expect([same, more]).toEqual([old, []]);
    await holder.signIn();
    expect(kidOf(holder.token)).toBe(old);
    await host.advance('PT5M');
    await holder.signIn();
    expect(kidOf(holder.token)).toBe(fresh);
  });

  it('on a running host: a code, a session and a grant in flight stay good, and what is new is made with the new keys', async () => {
    const flight = await inFlight('running');
    const before = await publicKids();
    await rotate('--minutes', '0');
    await host.advance('PT61S');
    const kids = await publicKids();
    expect(kids.slice(0, -1)).toEqual(before);
    await allStillGood(flight);
    expect(kidOf(flight.holder.token)).toBe(kids.at(-1));

    // An address and a code.
    const { holder } = flight;
    const fresh = 'fresh@example.com';
    const freshId = await holder.addEmail(fresh);
    await holder.stepUp(freshId, fresh);
    expect((await holder.info()).body.contacts.map(({ address }) => address)).toContain(fresh);
  });

  it('and the host restarted: the same, and new tokens carry the new kid', async () => {
    const flight = await inFlight('restarted');
    const before = await publicKids();
    expect(kidOf(flight.recoveryGrant)).toBe(before.at(-1));
    await rotate('--minutes', '0');
    await host.restart();
    const kids = await publicKids();
    expect(kids.slice(0, -1)).toEqual(before);
    await allStillGood(flight);
    expect(kidOf(flight.robbed.token)).toBe(kids.at(-1));
  });
});
