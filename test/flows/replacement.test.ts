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

/** Signed in with a password alone, and none of the old contacts at hand. */
async function replacing(name: string) {
  const [first, second, fresh] = [`${name}@example.org`, `${name}@example.net`, `${name}@new.example`];
  const holder = await Holder.signedUp(host);
  const oldIds = [await holder.addEmail(first), await holder.addEmail(second)];
  await holder.noticesSettled(first);
  await holder.signIn();
  const asked = await holder.post('/api/replacement', { channel: 'email', address: fresh });
  expect(asked.status).toBe(201);
  return { holder, first, second, fresh, oldIds, asked };
}

const statuses = async (holder: Holder) =>
  Object.fromEntries((await holder.info()).body.contacts.map(({ id, status }) => [id, status]));

describe('"I don’t have any of these"', () => {
  it('REP-1 REP-3 the old contacts stay, retired, for 30 days; then they go, and the new one stays', async () => {
    const { asked, first, fresh, holder, oldIds, second } = await replacing('runs');
    expect((await holder.info()).body.protection.state).toBe('normal');
    const verified = await holder.verify(asked.body.challenge.id, await holder.code(fresh));
    expect(verified).toMatchObject({
      status: 200,
      body: { outcome: 'verified', protection: { state: 'protected', reason: 'replacement' } },
    });
    const newId = asked.body.contact.id;
    expect(await statuses(holder)).toEqual({
      [oldIds[0]!]: 'retired',
      [oldIds[1]!]: 'retired',
      [newId]: 'active',
    });
    for (const address of [first, second])
      expect(await holder.noticesSettled(address)).toContain('protection-started');

    const again = await holder.post('/api/replacement', { channel: 'email', address: 'later@new.example' });
    expect(again).toMatchObject({ status: 403, body: { code: 'account-protected' } });
    const step = await holder.post('/api/challenges', { contactId: newId, purpose: 'step-up' });
    expect(step).toMatchObject({ status: 403, body: { code: 'account-protected' } });

    await host.advance('P30D');
    expect(await statuses(holder)).toEqual({ [newId]: 'active' });
    expect((await holder.info()).body.protection.state).toBe('normal');
    for (const address of [first, second]) {
      const told = (await holder.notices(address)).filter((one) => one.startsWith('protection'));
      expect(told).toEqual([
        ...['protection-started', 'protection-reminder', 'protection-reminder', 'protection-ended'],
      ]);
    }
    expect(await holder.notices(fresh)).toEqual(['replacement-done']);
    await holder.stepUp(newId, fresh);
  });

  it('REP-2 REP-4 the link in the notice, confirmed, brings the old ones back, ends every session and asks for a new password', async () => {
    const { asked, first, fresh, holder, oldIds } = await replacing('linked');
    await holder.verify(asked.body.challenge.id, await holder.code(fresh));
    await holder.noticesSettled(first);
    const { path, token } = await holder.link(first, 'protection-started');

    const page = await fetch(`${host.url}${path}`);
    expect(page.status).toBe(200);
    expect((await holder.info()).body.protection.state).toBe('protected');

    const cancelled = await holder.post('/api/protection/cancel', { token });
    expect(cancelled).toMatchObject({ status: 200, body: { protection: { state: 'normal' } } });
    expect((await holder.info()).status).toBe(401);
    expect(await holder.noticesSettled(first)).toContain('protection-cancelled');
    expect(await holder.post('/api/protection/cancel', { token })).toMatchObject({
      status: 410,
      body: { code: 'window-closed' },
    });

    const asking = await holder.signIn();
    expect(asking.body).toMatchObject({ outcome: 'new-password-required' });
    expect(asking.body.contacts.map(({ id }) => id).sort()).toEqual([...oldIds].sort());
    expect(asking.body.accessToken).toBeUndefined();
    holder.token = asking.body.signInToken;
    expect(await holder.info()).toMatchObject({ status: 403, body: { code: 'new-password-required' } });
    const confirm = await holder.post('/api/challenges', { contactId: oldIds[0], purpose: 'confirm' });
    expect(confirm).toMatchObject({ status: 403, body: { code: 'new-password-required' } });

    const recover = await holder.post('/api/challenges', { contactId: oldIds[0], purpose: 'recover' });
    expect(recover.status).toBe(201);
    const { recoveryGrant } = (await holder.verify(recover.body.id, await holder.code(first))).body;
    holder.token = '';
    const weak = await holder.post('/api/password/reset', { recoveryGrant, newPassword: 'short' });
    expect(weak).toMatchObject({ status: 422, body: { code: 'weak-password' } });
    const newPassword = 'another battery, horse';
    expect((await holder.post('/api/password/reset', { recoveryGrant, newPassword })).status).toBe(204);
    expect(await holder.post('/api/password/reset', { recoveryGrant, newPassword })).toMatchObject({
      status: 403,
      body: { code: 'grant-invalid' },
    });
    expect((await holder.signIn()).body.code).toBe('wrong-credentials');
    holder.password = newPassword;
    expect((await holder.signIn()).body.outcome).toBe('signed-in');
    expect(await statuses(holder)).toEqual({ [oldIds[0]!]: 'active', [oldIds[1]!]: 'active' });
    expect(await holder.noticesSettled(first)).toContain('password-changed');
  });

  it('REP-4 cancelling by code does the same', async () => {
    const { asked, first, fresh, holder, oldIds } = await replacing('coded');
    await holder.verify(asked.body.challenge.id, await holder.code(fresh));
    await host.advance('P12D');
    const challenge = await holder.post('/api/challenges', {
      contactId: oldIds[0],
      purpose: 'cancel-protection',
    });
    const cancelled = await holder.verify(challenge.body.id, await holder.code(first));
    expect(cancelled).toMatchObject({ status: 200, body: { protection: { state: 'normal' } } });
    expect((await holder.info()).status).toBe(401);
    expect((await holder.signIn()).body.outcome).toBe('new-password-required');
  });

  it('REP-1 there is nothing to replace without a contact, and one’s own contact is no replacement', async () => {
    const holder = await Holder.signedUp(host);
    const body = { channel: 'email', address: 'only@new.example' };
    expect(await holder.post('/api/replacement', body)).toMatchObject({
      status: 409,
      body: { code: 'nothing-to-replace' },
    });
    await holder.addEmail('only@new.example');
    expect(await holder.post('/api/replacement', body)).toMatchObject({
      status: 409,
      body: { code: 'already-added' },
    });
  });

  it('REP-1 CNF-4 somebody blocked at sign-in without any contact at hand can replace them', async () => {
    const holder = await Holder.signedUp(host);
    await holder.addEmail('lost@example.org');
    await host.advance('P61D');
    await holder.signIn();
    await host.advance('P8D');
    expect((await holder.signIn()).body).toMatchObject({ outcome: 'confirmation-required', canSkip: false });
    const asked = await holder.post('/api/replacement', { channel: 'email', address: 'found@new.example' });
    const verified = await holder.verify(asked.body.challenge.id, await holder.code('found@new.example'));
    expect(verified.body).toMatchObject({ protection: { state: 'protected', reason: 'replacement' } });
    expect((await holder.signIn()).body.outcome).toBe('signed-in');
  });

  it('REP-2 a forged link, or one of another kind, cancels nothing', async () => {
    const { asked, first, fresh, holder } = await replacing('forged');
    await holder.verify(asked.body.challenge.id, await holder.code(fresh));
    await holder.noticesSettled(first);
    const { token } = await holder.link(first, 'protection-started');
    const [version, , thing, account, mac] = token.split('.');
    for (const forged of [
      token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A'),
      [version, 'u', thing, account, mac].join('.'),
      [version, 'c', 'w'.repeat(22), account, mac].join('.'),
      ['9', 'c', thing, account, mac].join('.'),
      'x',
    ]) {
      expect((await holder.post('/api/protection/cancel', { token: forged })).status, forged).toBe(410);
    }
    expect((await holder.info()).body.protection.state).toBe('protected');
  });
});
