import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHost, type LocalHost } from '../support/start-host.js';
import { TwoStepHolder } from '../support/two-step-holder.js';

let host: LocalHost;
beforeAll(async () => {
  host = await startHost({ env: { STRICT: 'true' } });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

describe('STD-1 the strict setting at sign-in', () => {
  it('wants a phone and a saved code before it is turned on, and sends no code by email after the password', async () => {
    const holder = new TwoStepHolder(host);
    await holder.signUp();
    await holder.signIn();
    const emailId = await holder.addEmail('strict@example.org');
    const missing = (reason: string) => ({ status: 409, body: { code: 'no-usable-contact', reason } });
    expect(await holder.setTwoStep(true)).toMatchObject(missing('no-phone'));
    const number = '+4915123456701';
    const phoneId = await holder.addPhone(number, 'DE');
    expect(await holder.setTwoStep(true)).toMatchObject(missing('no-recovery-code'));
    expect((await holder.post('/api/recovery-code')).status).toBe(201);
    expect((await holder.setTwoStep(true)).status).toBe(200);

    expect((await holder.signIn()).body).toMatchObject({ outcome: 'code-required' });
    expect((await holder.signIn()).body.contacts.map(({ id }) => id)).toEqual([phoneId]);
    const byEmail = await holder.post('/api/challenges', { contactId: emailId, purpose: 'sign-in' });
    expect(byEmail).toMatchObject({ status: 409, body: { code: 'not-usable', reason: 'purpose' } });
    [holder.email, holder.emailId] = [number, phoneId];
    await holder.giveCode();
    expect((await holder.info()).body.twoStepVerification).toBe(true);
  });
});
