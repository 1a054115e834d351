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

const DAY = 86_400_000;

/** A holder with one contact, away long enough to be asked (CNF-1). */
async function longAway(email: string) {
  const holder = await Holder.signedUp(host);
  const emailId = await holder.addEmail(email);
  await host.advance('P61D');
  return { holder, emailId };
}

const skip = (holder: Holder) => holder.post('/api/confirmation/skip');

/** Asks for a code and types it back with the token that sign-in gave. */
async function confirm(holder: Holder, contactId: string, email: string) {
  const challenge = await holder.post('/api/challenges', { contactId, purpose: 'confirm' });
  expect(challenge.status).toBe(201);
  return holder.verify(challenge.body.id, await holder.code(email));
}

describe('make sure you can receive a code', () => {
  it('CNF-1 CNF-2 CNF-3 CNF-4 notice, skip, asked again after a day, …, blocked on day 7, verify, signed in', async () => {
    const email = 'deadline@example.org';
    const { emailId, holder } = await longAway(email);
    const noticed = await holder.signIn();
    expect(noticed.body).toMatchObject({
      outcome: 'confirmation-required',
      canSkip: true,
      contacts: [{ id: emailId, channel: 'email' }],
      confirmation: { state: 'noticed' },
    });
    const { deadline, firstNoticeAt } = noticed.body.confirmation;
    expect(Date.parse(deadline) - Date.parse(firstNoticeAt)).toBe(7 * DAY);

    for (let day = 1; day <= 6; day += 1) {
      const skipped = await skip(holder);
      expect(skipped).toMatchObject({ status: 200, body: { confirmation: { state: 'skipped', deadline } } });
      holder.token = skipped.body.accessToken;
      expect((await holder.info()).body.confirmation.state).toBe('skipped');
      expect(await skip(holder)).toMatchObject({ status: 409, body: { code: 'nothing-to-skip' } });
      await host.advance('PT23H59M');
      expect((await holder.signIn()).body.outcome).toBe('signed-in');
      await host.advance('PT1M1S');
      const again = await holder.signIn();
      expect(again.body).toMatchObject({ outcome: 'confirmation-required', canSkip: true });
      expect(again.body.confirmation).toMatchObject({ firstNoticeAt, deadline });
    }
    const last = await skip(holder);
    expect(last.body.confirmation.skippedUntil).toBe(deadline);
    expect(await holder.notices(email)).toEqual(['confirmation-reminder', 'confirmation-reminder']);
    await host.advance('P1D');
    const blocked = await holder.signIn();
    expect(blocked.body).toMatchObject({
      outcome: 'confirmation-required',
      canSkip: false,
      confirmation: { state: 'overdue' },
    });
    expect(await skip(holder)).toMatchObject({ status: 403, body: { code: 'deadline-passed' } });

    const verified = await confirm(holder, emailId, email);
    expect(verified.status).toBe(200);
    holder.token = verified.body.accessToken;
    expect((await holder.info()).body.confirmation).toEqual({ state: 'none' });
    expect((await holder.signIn()).body.outcome).toBe('signed-in');
  });

  it('CNF-2 a contact verified at any moment ends it; no notice the next day, again after 180 days', async () => {
    const email = 'verified@example.org';
    const { emailId, holder } = await longAway(email);
    expect((await holder.signIn()).body.outcome).toBe('confirmation-required');
    await host.advance('P3D');
    expect((await holder.signIn()).body.outcome).toBe('confirmation-required');
    const verified = await confirm(holder, emailId, email);
    holder.token = verified.body.accessToken;
    expect((await holder.info()).status).toBe(200);
    await host.advance('P1D');
    expect((await holder.signIn()).body.outcome).toBe('signed-in');
    for (const wait of ['P50D', 'P50D', 'P50D', 'P28D']) {
      await host.advance(wait);
      expect((await holder.signIn()).body.outcome).toBe('signed-in');
    }
    await host.advance('P1D');
    expect((await holder.signIn()).body.outcome).toBe('confirmation-required');
    expect(await holder.notices(email)).toEqual([]);
  });

  it('CNF-1 59 days away is not long, 60 are', async () => {
    const holder = await Holder.signedUp(host);
    await holder.addEmail();
    await host.advance('P59DT23H59M');
    expect((await holder.signIn()).body.outcome).toBe('signed-in');
    await host.advance('P60D');
    expect((await holder.signIn()).body.outcome).toBe('confirmation-required');
  });

  it('CNF-1 the token of a notice is good for contacts, challenges and skipping only', async () => {
    const { emailId, holder } = await longAway('limited@example.org');
    await holder.signIn();
    expect((await holder.info()).status).toBe(200);
    const removing = await holder.call('DELETE', `/api/security-info/${emailId}`);
    expect(removing).toMatchObject({ status: 403, body: { code: 'confirmation-required' } });
    expect(await holder.removeAll()).toMatchObject({ status: 403, body: { code: 'confirmation-required' } });
    const adding = { channel: 'email', address: 'other@example.org' };
    expect(await holder.post('/api/security-info', adding)).toMatchObject({
      status: 403,
      body: { code: 'step-up-required' },
    });
    await host.advance('PT1H1M');
    expect((await holder.info()).status).toBe(401);
  });

  it('CNF-4 a step-up given past the deadline lets in, and lets add', async () => {
    const email = 'stepup@example.org';
    const { emailId, holder } = await longAway(email);
    await holder.signIn();
    await host.advance('P8D');
    expect((await holder.signIn()).body).toMatchObject({ canSkip: false });
    await holder.stepUp(emailId, email);
    await holder.addEmail('added@example.org');
    expect((await holder.signIn()).body.outcome).toBe('signed-in');
  });

  it('CNF-1 WIN-5 with no contact left after a window the holder is asked, and adding one ends it', async () => {
    const holder = await Holder.signedUp(host);
    await holder.addEmail('gone@example.org');
    await holder.removeAll();
    await host.advance('P15D');
    expect((await holder.signIn()).body.outcome).toBe('signed-in');
    await host.advance('P15D');
    const asked = await holder.signIn();
    expect(asked.body).toMatchObject({ outcome: 'confirmation-required', canSkip: true, contacts: [] });
    await holder.addEmail('fresh@example.org');
    expect((await holder.info()).body).toMatchObject({
      confirmation: { state: 'none' },
      protection: { state: 'normal' },
    });
    expect((await holder.signIn()).body.outcome).toBe('signed-in');
  });

  it('CNF-3 somebody asked on one device goes on with a skip made on another', async () => {
    const { holder } = await longAway('devices@example.org');
    await holder.signIn();
    const other = holder.token;
    await holder.signIn();
    expect((await skip(holder)).status).toBe(200);
    holder.token = other;
    const second = await skip(holder);
    expect(second).toMatchObject({ status: 200, body: { confirmation: { state: 'skipped' } } });
    holder.token = second.body.accessToken;
    expect((await holder.removeAll()).body.code).toBe('step-up-required');
  });

  it('CNF-1 nobody is asked while a window protects the account, and what was asked before is dropped', async () => {
    const email = 'window@example.org';
    const { emailId, holder } = await longAway(email);
    await holder.signIn();
    await holder.stepUp(emailId, email);
    await holder.removeAll();
    await host.advance('P10D');
    expect((await holder.signIn()).body.outcome).toBe('signed-in');
    expect((await holder.notices(email)).filter((one) => one.startsWith('confirmation'))).toEqual([]);
  });
});
