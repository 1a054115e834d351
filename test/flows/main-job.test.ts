import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Holder } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';

const EMAIL = 'ada@example.org';
const PHONE = '+4915123456789';

let host: LocalHost;
beforeAll(async () => {
  host = await startHost();
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

/** Signs up, adds an email address and a phone called by voice, steps up and removes everything. */
async function protectedHolder(email: string, phone: string) {
  const holder = await Holder.signedUp(host);
  const emailId = await holder.addEmail(email);
  await holder.addPhone(phone, 'DE', 'call');
  await holder.noticesSettled(email);
  await holder.stepUp(emailId, email);
  const removed = await holder.removeAll();
  return { holder, emailId, removed };
}

describe('thirty days of protection', () => {
  it('ADD-4 RMV-3 WIN-1 WIN-3 WIN-5 add, verify, remove all, wait, and add again', async () => {
    const { holder, removed } = await protectedHolder(EMAIL, PHONE);
    expect(removed.status).toBe(200);
    expect(removed.body.protection).toMatchObject({ state: 'protected', reason: 'all-removed' });
    const endsAt = Date.parse(removed.body.protection.endsAt);
    expect(endsAt - Date.parse(removed.body.protection.startedAt)).toBe(30 * 86_400_000);
    expect(await holder.noticesSettled(PHONE)).toEqual(['protection-started']);
    expect(await holder.noticesSettled(EMAIL)).toEqual(['contact-added', 'protection-started']);

    await host.advance('P29D');
    expect((await holder.info()).body.protection.state).toBe('protected');
    expect(await holder.notices(EMAIL)).toEqual([
      ...['contact-added', 'protection-started', 'protection-reminder', 'protection-reminder'],
    ]);
    const refused = await holder.post('/api/security-info', { channel: 'email', address: 'new@example.net' });
    expect(refused).toMatchObject({ status: 403, body: { code: 'account-protected' } });

    await host.advance('P1D');
    const after = await holder.info();
    expect(after.body).toMatchObject({ contacts: [], protection: { state: 'awaiting-info' } });
    for (const address of [EMAIL, PHONE]) {
      const notices = await holder.notices(address);
      expect(notices.filter((template) => template === 'protection-ended')).toHaveLength(1);
      expect(notices.at(-1)).toBe('protection-ended');
    }
    await holder.addEmail('new@example.net');
    expect((await holder.info()).body.protection.state).toBe('normal');
  });

  it('DUR-1 WIN-1 goes on after kill -9 of the host at day 10', async () => {
    const email = 'kill@example.org';
    const { holder } = await protectedHolder(email, '+4915123456780');
    await holder.noticesSettled(email);
    await host.advance('P10D');
    await host.restart();
    expect((await holder.info()).body.protection.state).toBe('protected');
    await host.advance('P20D');
    expect((await holder.info()).body.protection.state).toBe('awaiting-info');
    expect(await holder.notices(email)).toEqual([
      ...[
        'contact-added',
        'protection-started',
        'protection-reminder',
        'protection-reminder',
        'protection-ended',
      ],
    ]);
  });

  it('WIN-4 a retired contact’s code at day 12 brings every contact back', async () => {
    const email = 'cancel@example.org';
    const { emailId, holder } = await protectedHolder(email, '+4915123456781');
    await holder.noticesSettled(email);
    await host.advance('P12D');
    const challenge = await holder.post('/api/challenges', {
      contactId: emailId,
      purpose: 'cancel-protection',
    });
    expect(challenge.status).toBe(201);
    const cancelled = await holder.verify(challenge.body.id, await holder.code(email));
    expect(cancelled).toMatchObject({ status: 200, body: { protection: { state: 'normal' } } });
    const info = await holder.info();
    expect(info.body.contacts.map(({ status }) => status)).toEqual(['active', 'active']);
    expect(await holder.noticesSettled(email)).toEqual([
      ...['contact-added', 'protection-started', 'protection-cancelled'],
    ]);
    await host.advance('P20D');
    expect((await holder.info()).body.protection.state).toBe('normal');
    expect(await holder.notices(email)).toHaveLength(3);
  });
});
