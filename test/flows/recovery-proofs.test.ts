import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Holder } from '../support/holder.js';
import { recovering, savedCodeIn, type Recovery } from '../support/recovering.js';
import { startHost, type LocalHost } from '../support/start-host.js';
import { Visitor } from '../support/visitor.js';

let host: LocalHost;
beforeAll(async () => {
  host = await startHost({ env: { TRUSTED_PROXIES: '1' } });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

const { arrived, ask, forgetful, start, stranger, unknown, useCode } = recovering(() => host);

describe('the code on paper', () => {
  it('REC-5 opens recovery by itself, once, and a new one comes in its place', async () => {
    const { address, holder } = await forgetful();
    const made = await holder.post('/api/recovery-code', undefined, 'made once');
    expect(made.status).toBe(201);
    expect((await holder.post('/api/recovery-code', undefined, 'made once')).body).toEqual(made.body);
    // Told by a flow of its own, which the next one's may overtake.
    expect(await holder.noticesSettled(address)).toEqual(['recovery-code-made']);
    const saved = savedCodeIn(made.body);
    const recovery = await start(holder.signInName);
    expect(await useCode(recovery, `${saved.slice(0, -1)}#`)).toMatchObject({
      status: 422,
      body: { code: 'wrong-code' },
    });
    const used = await useCode(recovery, saved.toLowerCase().replaceAll('-', ' '), 'a lost answer');
    expect(used.status).toBe(200);
    const next = savedCodeIn(used.body);
    expect(next).not.toBe(saved);
    expect((await useCode(recovery, saved.toLowerCase().replaceAll('-', ' '), 'a lost answer')).body).toEqual(
      used.body,
    );
    expect((await useCode(recovery, saved)).body.code).toBe('wrong-code');
    const { recoveryGrant } = used.body;
    const newPassword = 'another battery, horse';
    expect((await stranger().post('/api/password/reset', { recoveryGrant, newPassword })).status).toBe(204);
    expect((await useCode(recovery, next)).body.recoveryGrant).toBeDefined();
    const told = await holder.noticesSettled(address);
    expect(told.filter((one) => one.startsWith('recovery-code'))).toEqual([
      ...['recovery-code-made', 'recovery-code-used', 'recovery-code-used'],
    ]);
  });

  it('REC-5 WIN-2 not in a protection window, not for an unknown name, and the answers are the same', async () => {
    const { holder } = await forgetful();
    const saved = savedCodeIn((await holder.post('/api/recovery-code')).body);
    await holder.removeAll();
    const none = await forgetful();
    for (const name of [holder.signInName, none.holder.signInName, unknown()]) {
      const { recoveryId } = await start(name);
      const visitor = new Visitor(host, '203.0.113.7');
      const path = `/api/recovery/${recoveryId}/recovery-code`;
      const use = () => visitor.post(path, { recoveryCode: saved });
      for (const attemptsRemaining of [9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
        expect(await use()).toMatchObject({ status: 422, body: { code: 'wrong-code', attemptsRemaining } });
      expect((await use()).body.code).toBe('too-many-attempts');
    }
  });

  it('REC-5 CODE-3 where nobody can be told from anybody, strangers keep nobody out', async () => {
    const { holder } = await forgetful();
    const saved = savedCodeIn((await holder.post('/api/recovery-code')).body);
    const recovery = await start(holder.signInName);
    for (let n = 0; n < 12; n += 1)
      expect((await useCode(recovery, 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA')).body.code).toBe('wrong-code');
    expect((await useCode(recovery, saved)).body.recoveryGrant).toBeDefined();
  });
});

describe('with two-step verification', () => {
  /** An email address, a phone, and a browser that is trusted. */
  async function careful() {
    const [address, phone] = [`careful-${randomUUID()}@example.org`, nextPhone()];
    const holder = await Holder.signedUp(host);
    const email = await holder.addEmail(address);
    const number = await holder.addPhone(phone, 'DE');
    const challenge = await holder.post('/api/challenges', { contactId: email, purpose: 'step-up' });
    const trusting = { code: await holder.code(address), trustDevice: true };
    const stepped = await holder.post(`/api/challenges/${challenge.body.id}/verify`, trusting);
    holder.token = stepped.body.accessToken;
    expect((await holder.call('PUT', '/api/two-step-verification', { enabled: true })).status).toBe(200);
    const { deviceToken } = stepped.body as unknown as { deviceToken: string };
    return { holder, address, phone, email, number, deviceToken };
  }
  let phones = 0;
  const nextPhone = () => `+49151234567${String((phones += 1)).padStart(2, '0')}`;
  const prove = async (recovery: Recovery, contactId: string, address: string, more: object = {}) => {
    const before = (await stranger().codes(address)).length;
    const challengeId = await ask(recovery, contactId, address);
    expect(await arrived(address)).toBe(before + 1);
    const code = await stranger().code(address);
    return stranger().post(`/api/challenges/${challengeId}/verify`, { code, ...more });
  };

  it('REC-3 Recovery with two-step on needs two channels; one is refused', async () => {
    const { address, email, holder, number, phone } = await careful();
    const recovery = await start(holder.signInName);
    const first = await prove(recovery, email, address);
    expect(first).toMatchObject({
      status: 200,
      body: { outcome: 'verified', needs: { contacts: [{ id: number }], recoveryCode: false } },
    });
    expect(first.body.recoveryGrant).toBeUndefined();
    const same = await prove(recovery, email, address);
    expect(same.body.recoveryGrant).toBeUndefined();
    const second = await prove(recovery, number, phone);
    expect(second.status).toBe(200);
    const { recoveryGrant } = second.body;
    const newPassword = 'another battery, horse';
    expect((await stranger().post('/api/password/reset', { recoveryGrant, newPassword })).status).toBe(204);
  });

  it('REC-3 proofs of two recoveries don’t add up', async () => {
    const { address, email, holder, number, phone } = await careful();
    await prove(await start(holder.signInName), email, address);
    const other = await prove(await start(holder.signInName), number, phone);
    expect(other.body.recoveryGrant).toBeUndefined();
  });

  it('REC-3 DEV-1 a trusted device is the second proof; anybody else’s is none', async () => {
    const { address, deviceToken, email, holder } = await careful();
    const others = await careful();
    const recovery = await start(holder.signInName);
    const theirs = await prove(recovery, email, address, { deviceToken: others.deviceToken });
    expect(theirs.body.recoveryGrant).toBeUndefined();
    expect((await prove(recovery, email, address, { deviceToken })).body.recoveryGrant).toBeDefined();
  });
});
