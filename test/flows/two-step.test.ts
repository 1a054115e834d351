import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Holder } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';
import { TwoStepHolder } from '../support/two-step-holder.js';

let host: LocalHost;
beforeAll(async () => {
  host = await startHost();
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

const refused = (status: number, code: string, more: object = {}) => ({ status, body: { code, ...more } });

describe('TSV-1 turning two-step verification on and off', () => {
  it('wants a contact, then a step-up; tells every contact, and shows in the list', async () => {
    const holder = new TwoStepHolder(host);
    await holder.signUp();
    await holder.signIn();
    const session = holder.token;
    expect(await holder.setTwoStep(true)).toMatchObject(
      refused(409, 'no-usable-contact', { reason: 'no-contact' }),
    );
    const email = 'switch@example.org';
    const contactId = await holder.addEmail(email);
    const elevated = holder.token;
    holder.token = session;
    expect(await holder.setTwoStep(true)).toMatchObject(
      refused(403, 'step-up-required', { contacts: [{ id: contactId }] }),
    );
    expect((await holder.info()).body.twoStepVerification).toBe(false);

    holder.token = elevated;
    expect(await holder.setTwoStep(true)).toMatchObject({ status: 200, body: { enabled: true } });
    expect(await holder.setTwoStep(true)).toMatchObject({ status: 200, body: { enabled: true } });
    expect((await holder.info()).body.twoStepVerification).toBe(true);
    expect(await holder.noticesSettled(email)).toEqual(['two-step-changed']);
    // Whoever was signed in before stays so.
    holder.token = session;
    expect((await holder.info()).status).toBe(200);

    holder.token = elevated;
    expect(await holder.setTwoStep(false)).toMatchObject({ status: 200, body: { enabled: false } });
    expect((await holder.signIn()).body.outcome).toBe('signed-in');
    expect(await holder.noticesSettled(email)).toEqual(['two-step-changed', 'two-step-changed']);
  });

  it('an elevated session falls back by itself after 15 minutes', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'fallback');
    await host.advance('PT14M');
    expect(await holder.setTwoStep(true)).toMatchObject({ status: 200 });
    await host.advance('PT1M1S');
    expect(await holder.setTwoStep(false)).toMatchObject(refused(403, 'step-up-required'));
    expect((await holder.info()).status).toBe(200);
  });
});

describe('TSV-1 signing in with two-step verification', () => {
  it('asks for a code after the password; until it is given the token is good for nothing else', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'asked');
    const full = holder.token;
    const asked = await holder.signIn();
    expect(asked.body).toMatchObject({
      outcome: 'code-required',
      contacts: [{ id: holder.emailId, channel: 'email' }],
    });
    expect(asked.body).not.toHaveProperty('accessToken');
    expect(await holder.info()).toMatchObject(refused(403, 'code-required'));
    expect(await holder.setTwoStep(false)).toMatchObject(refused(403, 'code-required'));
    for (const purpose of ['step-up', 'confirm', 'recover', 'add-contact', 'cancel-protection']) {
      const other = await holder.post('/api/challenges', { contactId: holder.emailId, purpose });
      expect(other, purpose).toMatchObject(refused(403, 'code-required'));
    }
    const adding = { channel: 'email', address: 'another@example.org' };
    expect(await holder.post('/api/security-info', adding)).toMatchObject(refused(403, 'code-required'));

    const verified = await holder.giveCode();
    expect(verified.body).not.toHaveProperty('deviceToken');
    expect((await holder.info()).status).toBe(200);
    // It was asked for to sign in, and is no step-up.
    expect(await holder.setTwoStep(false)).toMatchObject(refused(403, 'step-up-required'));
    // A session like any other: it outlasts the hour of the one before.
    await host.advance('PT2H');
    expect((await holder.info()).status).toBe(200);

    holder.token = full;
    const elsewhere = await holder.post('/api/challenges', { contactId: holder.emailId, purpose: 'sign-in' });
    expect(elsewhere).toMatchObject(refused(409, 'not-usable', { reason: 'purpose' }));
  });

  it('a code for something else, asked for before, does not stand in for it', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'other-code');
    const before = await holder.post('/api/challenges', { contactId: holder.emailId, purpose: 'step-up' });
    const code = await holder.code(holder.email);
    await holder.signIn();
    expect(await holder.verify(before.body.id, code)).toMatchObject(refused(403, 'code-required'));
  });

  it('a wrong code, a resent one and a sign-out work as ever; after an hour it starts again', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'tries');
    await holder.signIn();
    const asked = await holder.post('/api/challenges', { contactId: holder.emailId, purpose: 'sign-in' });
    const code = await holder.code(holder.email);
    const bad = code === '000000' ? '111111' : '000000';
    expect(await holder.verify(asked.body.id, bad)).toMatchObject(refused(422, 'wrong-code'));
    await host.advance('PT31S');
    expect((await holder.post(`/api/challenges/${asked.body.id}/resend`, {})).status).toBe(200);
    expect((await holder.call('GET', `/api/challenges/${asked.body.id}`)).status).toBe(200);
    const limited = holder.token;
    await host.advance('PT1H1M');
    expect(
      (await holder.post('/api/challenges', { contactId: holder.emailId, purpose: 'sign-in' })).status,
    ).toBe(401);
    await holder.signIn();
    expect((await holder.post('/api/sign-out')).status).toBe(204);
    expect(limited).not.toBe('');
  });

  it('CNF-2 the code counts as confirmation: nobody is asked twice', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'confirms');
    await host.advance('P61D');
    expect((await holder.signIn()).body.outcome).toBe('code-required');
    await holder.giveCode({ trustDevice: true });
    expect((await holder.info()).body.confirmation).toEqual({ state: 'none' });
    expect((await holder.signIn()).body.outcome).toBe('signed-in');
  });

  it('REP-1 whoever has lost every contact replaces them there, and stays out for the wait', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'lost');
    await holder.signIn();
    const asked = await holder.post('/api/replacement', { channel: 'email', address: 'found@new.example' });
    expect(asked.status).toBe(201);
    const verified = await holder.post(`/api/challenges/${asked.body.challenge.id}/verify`, {
      code: await holder.code('found@new.example'),
      trustDevice: true,
    });
    expect(verified.body).toMatchObject({ outcome: 'verified', protection: { state: 'protected' } });
    // Neither a session nor a device comes of it.
    expect(verified.body).not.toHaveProperty('accessToken');
    expect(verified.body).not.toHaveProperty('deviceToken');
    expect(await holder.info()).toMatchObject(refused(403, 'code-required'));
    expect((await holder.signIn()).body).toEqual({ outcome: 'device-required' });
    await host.advance('P30D');
    holder.email = 'found@new.example';
    holder.emailId = asked.body.contact.id;
    expect((await holder.signIn()).body.outcome).toBe('code-required');
    await holder.giveCode();
    expect((await holder.info()).status).toBe(200);
  });

  it('CODE-3 a contact that wrong codes disabled does not open the door', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'disabled');
    for (let day = 0; ; day += 1) {
      if ((await holder.info()).body.contacts[0]?.status === 'disabled') break;
      if (day > 40) throw new Error('never disabled');
      for (let round = 0; round < 2; round += 1) {
        const asked = await holder.post('/api/challenges', { contactId: holder.emailId, purpose: 'step-up' });
        if (asked.status !== 201) break;
        const code = await holder.code(holder.email);
        const bad = code === '000000' ? '111111' : '000000';
        for (let n = 0; n < 5; n += 1) await holder.verify(asked.body.id, bad);
      }
      await host.advance('PT2H');
    }
    expect((await holder.signIn()).body).toMatchObject({ outcome: 'code-required', contacts: [] });
    const asked = await holder.post('/api/challenges', { contactId: holder.emailId, purpose: 'sign-in' });
    expect(asked).toMatchObject(refused(409, 'not-usable', { reason: 'contact-disabled' }));
  });

  it('WIN-5 with no contact left after a window it is as without: one has to be added', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'emptied');
    await holder.removeAll();
    await host.advance('P30D');
    expect((await holder.signIn()).body).toMatchObject({ outcome: 'confirmation-required', contacts: [] });
    holder.email = 'filled@example.org';
    holder.emailId = await holder.addEmail(holder.email);
    expect((await holder.signIn()).body.outcome).toBe('code-required');
  });

  it('REP-4 a new password comes before the code', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'distrusted');
    const asked = await holder.post('/api/replacement', { channel: 'email', address: 'thief@new.example' });
    await holder.verify(asked.body.challenge.id, await holder.code('thief@new.example'));
    await holder.noticesSettled(holder.email);
    const { token } = await holder.link(holder.email, 'protection-started');
    expect((await holder.post('/api/protection/cancel', { token })).status).toBe(200);
    expect((await holder.signIn()).body.outcome).toBe('new-password-required');
  });
});

describe('WIN-2 two-step verification in a protection window', () => {
  it('a trusted device signs in, nothing else does; security settings are shut', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'window');
    const device = await holder.trustDevice();
    await holder.stepUp(holder.emailId, holder.email);
    const elevated = holder.token;
    expect((await holder.removeAll()).status).toBe(200);

    expect((await new HolderOf(holder).signIn()).body).toEqual({ outcome: 'device-required' });
    const signedIn = await holder.signIn(device);
    expect(signedIn.body).toMatchObject({ outcome: 'signed-in', protection: { state: 'protected' } });
    const { devices } = (await holder.call('GET', '/api/trusted-devices')).body;
    holder.token = elevated;
    const shut = refused(403, 'account-protected');
    expect(await holder.setTwoStep(false)).toMatchObject(shut);
    expect(await holder.call('DELETE', `/api/trusted-devices/${devices[0]!.id}`)).toMatchObject(shut);
  });
});

/** The same person at a device that nobody trusts. */
class HolderOf extends Holder {
  constructor(other: Holder) {
    super(other.host, other.signInName);
    this.password = other.password;
  }
}
