import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Holder } from '../support/holder.js';
import { recovering, type Recovery } from '../support/recovering.js';
import { startHost, type LocalHost } from '../support/start-host.js';

let host: LocalHost;
beforeAll(async () => {
  host = await startHost();
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

const { arrived, ask, start, stranger, verify } = recovering(() => host);

interface Victim {
  readonly holder: Holder;
  readonly email: string;
  readonly phone: string;
  readonly emailId: string;
}

let numbers = 0;

/** Two contacts, long proven. */
async function victim(): Promise<Victim> {
  const holder = await Holder.signedUp(host);
  const email = `${randomUUID()}@example.org`;
  const phone = `+49151234567${String((numbers += 1)).padStart(2, '0')}`;
  const emailId = await holder.addEmail(email);
  await holder.addPhone(phone, 'DE');
  await host.advance('P20D');
  return { holder, email, phone, emailId };
}

/** Whoever learned the password: signed in elsewhere. */
async function attackerOf({ signInName, password }: Holder): Promise<Holder> {
  const attacker = new Holder(host, signInName);
  attacker.password = password;
  expect((await attacker.signIn()).body.outcome).toBe('signed-in');
  return attacker;
}

async function recovered({ email, emailId, holder }: Victim, newPassword: string): Promise<void> {
  const recovery = await start(holder.signInName);
  await resetWith(recovery, emailId, email, newPassword);
  holder.password = newPassword;
}

async function resetWith(
  recovery: Pick<Recovery, 'recoveryId'>,
  contactId: string,
  address: string,
  newPassword: string,
): Promise<void> {
  const before = (await stranger().codes(address)).length;
  const challengeId = await ask(recovery, contactId, address);
  expect(await arrived(address)).toBe(before + 1);
  const { recoveryGrant } = (await verify(challengeId, await stranger().code(address))).body;
  const reset = await stranger().post('/api/password/reset', { recoveryGrant, newPassword });
  expect(reset.status).toBe(204);
}

describe('REC-4 a takeover, undone', () => {
  it('an attacker knows the password: the holder recovers with a code, and everything of the attacker’s stops at once', async () => {
    const it = await victim();
    const attacker = await attackerOf(it.holder);
    expect((await attacker.info()).status).toBe(200);
    await recovered(it, 'the holder’s new battery');

    expect((await attacker.info()).status).toBe(401);
    expect((await attacker.signIn()).body).toMatchObject({ status: 401, code: 'wrong-credentials' });
    expect((await it.holder.signIn()).body.outcome).toBe('signed-in');

    for (const address of [it.email, it.phone]) {
      expect(await it.holder.noticesSettled(address), address).toContain('password-changed');
      const { path, token } = await it.holder.link(address, 'password-changed');
      expect(path).toBe('/api/links/repudiate-password');
      expect(token.length).toBeGreaterThan(60);
    }
  });

  it('its link starts a fresh recovery, which leaves out whoever set that password', async () => {
    const it = await victim();
    // Whoever reads the mailbox now sets a password of their own; the holder hears of it on the phone.
    await recovered(it, 'the thief’s own battery');
    const thief = await attackerOf(it.holder);
    await it.holder.noticesSettled(it.phone);
    const { token } = await it.holder.link(it.phone, 'password-changed');

    const answer = await stranger().post('/api/password/repudiate', { token });
    expect(answer.status).toBe(200);
    const fresh = answer.body as unknown as Recovery;
    expect(fresh.contacts.map(({ channel }) => channel)).toEqual(['phone']);
    expect((await thief.info()).status).toBe(401);
    expect((await thief.signIn()).body.outcome).toBe('new-password-required');
    expect((await start(it.holder.signInName)).contacts).toEqual(fresh.contacts);

    await resetWith(fresh, fresh.contacts[0]?.id ?? '', it.phone, 'the holder’s at last');
    it.holder.password = 'the holder’s at last';
    expect((await it.holder.signIn()).body.outcome).toBe('signed-in');
    expect((await thief.signIn()).body.code).toBe('wrong-credentials');
  });

  it('DEV-1 APP-1 TSV-1 trusted devices and app passwords stop with the sessions', async () => {
    const it = await victim();
    const { holder } = it;
    await holder.stepUp(it.emailId, it.email);
    expect((await holder.call('PUT', '/api/two-step-verification', { enabled: true })).status).toBe(200);
    const made = await holder.post('/api/app-passwords', { name: 'Mail' });
    const { appPassword } = made.body as unknown as { appPassword: string };
    const challenge = await holder.post('/api/challenges', { contactId: it.emailId, purpose: 'step-up' });
    const verified = await holder.post(`/api/challenges/${challenge.body.id}/verify`, {
      code: await holder.code(it.email),
      trustDevice: true,
    });
    const { deviceToken } = verified.body;
    const { password, signInName } = holder;
    const signIn = (said: object) => stranger().post('/api/sign-in', { signInName, ...said });
    const first = await signIn({ password, deviceToken });
    expect(first.body.outcome).toBe('signed-in');
    const app = () => stranger().post('/api/sign-in/app', { signInName, appPassword });
    expect((await app()).status).toBe(200);

    const newPassword = 'a better battery';
    const change = { currentPassword: password, newPassword };
    holder.token = verified.body.accessToken;
    expect((await holder.post('/api/password/change', change)).status).toBe(204);
    const again = await signIn({ password: newPassword, deviceToken: first.body.deviceToken });
    expect(again.body.outcome).toBe('code-required');
    expect((await app()).body.code).toBe('wrong-credentials');
  });
});
