import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../support/holder.js';
import { recovering, savedCodeIn, type Recovery } from '../support/recovering.js';
import { startHost, type LocalHost } from '../support/start-host.js';
import { TwoStepHolder } from '../support/two-step-holder.js';

let host: LocalHost;
beforeAll(async () => {
  host = await startHost({ env: { STRICT: 'true' } });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

const { arrived, ask, start, stranger, useCode, verify } = recovering(() => host);

/** Two-step verification on, as the strict setting wants it: an email address, a phone, and a saved code. */
async function careful() {
  const [email, phone] = ['strict@example.org', '+4915123456702'];
  const holder = new TwoStepHolder(host);
  await holder.signUp();
  await holder.signIn();
  const emailId = await holder.addEmail(email);
  const phoneId = await holder.addPhone(phone, 'DE');
  const saved = savedCodeIn((await holder.post('/api/recovery-code')).body);
  expect((await holder.setTwoStep(true)).status).toBe(200);
  return { holder, email, emailId, phone, phoneId, saved };
}

async function prove(recovery: Recovery, contactId: string, address: string): Promise<Answer> {
  const before = (await stranger().codes(address)).length;
  const challengeId = await ask(recovery, contactId, address);
  expect(await arrived(address)).toBe(before + 1);
  return verify(challengeId, await stranger().code(address));
}

describe('STD-1 the strict setting in a recovery', () => {
  it('REC-3 REC-5 takes codes that were sent for one method and the saved code for the other, in either order', async () => {
    const { email, emailId, holder, phone, phoneId, saved } = await careful();
    const first = await start(holder.signInName);
    for (const sent of [await prove(first, emailId, email), await prove(first, phoneId, phone)]) {
      expect(sent).toMatchObject({ status: 200, body: { needs: { contacts: [], recoveryCode: true } } });
      expect(sent.body.recoveryGrant).toBeUndefined();
    }
    const both = await useCode(first, saved);
    expect(both.body.recoveryGrant).toBeDefined();

    const second = await start(holder.signInName);
    const byCode = await useCode(second, savedCodeIn(both.body));
    const contacts = [emailId, phoneId].sort().map((id) => ({ id }));
    expect(byCode).toMatchObject({ status: 200, body: { needs: { contacts, recoveryCode: false } } });
    expect(byCode.body.recoveryGrant).toBeUndefined();
    const { recoveryGrant } = (await prove(second, phoneId, phone)).body;
    const newPassword = 'another battery, horse';
    expect((await stranger().post('/api/password/reset', { recoveryGrant, newPassword })).status).toBe(204);
  });
});
