import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Holder } from '../support/holder.js';
import { newestStorageRequests } from '../support/request-log.js';
import { startHost, type LocalHost } from '../support/start-host.js';

let host: LocalHost;
beforeAll(async () => {
  host = await startHost();
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

describe('adding', () => {
  it('ADD-3 a likely misspelling is offered, a mailbox at the same provider is pointed out, neither is refused', async () => {
    const holder = new Holder(host, `someone${Date.now()}@hotmail.com`);
    await holder.signUp();
    await holder.signIn();
    const misspelt = await holder.post('/api/security-info', { channel: 'email', address: 'ada@gmial.com' });
    expect(misspelt).toMatchObject({
      status: 201,
      body: { hints: [{ code: 'likely-misspelled', suggestion: 'ada@gmail.com' }] },
    });
    const near = await holder.post('/api/security-info', { channel: 'email', address: 'ada@outlook.com' });
    expect(near).toMatchObject({ status: 201, body: { hints: [{ code: 'same-provider' }] } });
  });

  it('ADD-5 naming again replaces the pending contact, and its code is worth nothing', async () => {
    const holder = await Holder.signedUp(host);
    const typo = await holder.post('/api/security-info', { channel: 'email', address: 'typo@example.org' });
    const code = await holder.code('typo@example.org');
    await holder.post('/api/security-info', { channel: 'email', address: 'right@example.org' });
    expect((await holder.info()).body.contacts).toHaveLength(1);
    expect(await holder.verify(typo.body.challenge.id, code)).toMatchObject({
      status: 409,
      body: { code: 'challenge-closed', reason: 'replaced' },
    });
  });

  it('ADD-5 a pending contact that nobody proves is gone after a day', async () => {
    const holder = await Holder.signedUp(host);
    await holder.post('/api/security-info', { channel: 'email', address: 'never@example.org' });
    await host.advance('PT23H59M');
    expect((await holder.info()).body.contacts).toHaveLength(1);
    await host.advance('PT1M');
    expect((await holder.info()).body.contacts).toHaveLength(0);
  });

  it('ADD-6 what is there already says so; an eleventh account can’t use an address', async () => {
    const holder = await Holder.signedUp(host);
    await holder.addEmail('twice@example.org');
    expect(
      await holder.post('/api/security-info', { channel: 'email', address: 'Twice@Example.org' }),
    ).toMatchObject({
      status: 409,
      body: { code: 'already-added' },
    });
    for (let n = 2; n <= 10; n += 1) {
      const other = await Holder.signedUp(host);
      expect(
        (await other.post('/api/security-info', { channel: 'email', address: 'twice@example.org' })).status,
      ).toBe(201);
    }
    const eleventh = await Holder.signedUp(host);
    expect(
      await eleventh.post('/api/security-info', { channel: 'email', address: 'twice@example.org' }),
    ).toMatchObject({
      status: 409,
      body: { code: 'too-many-contacts', of: 'address' },
    });
  });

  it('ADD-7 with an active contact it needs a step-up, which lasts a quarter of an hour', async () => {
    const holder = await Holder.signedUp(host);
    const plain = holder.token;
    await holder.addEmail();
    const add = () => holder.post('/api/security-info', { channel: 'email', address: 'more@example.org' });
    const elevated = holder.token;
    holder.token = plain;
    expect(await add()).toMatchObject({
      status: 403,
      body: { code: 'step-up-required', contacts: [{ channel: 'email' }] },
    });
    holder.token = elevated;
    await host.advance('PT14M30S');
    expect((await add()).status).toBe(201);
    await host.advance('PT30S');
    expect((await add()).status).toBe(403);
  });

  it('PRV-2 addresses are masked, and in full for a fresh step-up only', async () => {
    const holder = await Holder.signedUp(host);
    const plain = holder.token;
    await holder.addPhone('+4915112345678', 'DE');
    expect((await holder.info()).body.contacts[0]).toMatchObject({
      address: '+4915112345678',
      masked: '••••••78',
    });
    holder.token = plain;
    expect((await holder.info()).body.contacts[0]?.address).toBeUndefined();
  });
});

describe('codes', () => {
  it('CODE-4 a resend by call instead of text; the older code says so, the newer works', async () => {
    const holder = await Holder.signedUp(host);
    const phone = '+4915187654321';
    const added = await holder.post('/api/security-info', {
      ...{ channel: 'phone', country: 'DE', number: phone, delivery: 'sms' },
    });
    const { id } = added.body.challenge;
    const first = await holder.code(phone);
    const tooSoon = await holder.post(`/api/challenges/${id}/resend`, { delivery: 'call' });
    expect(tooSoon).toMatchObject({ status: 429, body: { code: 'resend-too-soon' } });
    // Less by as much as has passed since.
    expect(tooSoon.body.retryAfter).toBeGreaterThan(0);
    expect(tooSoon.body.retryAfter).toBeLessThanOrEqual(30);
    expect(tooSoon.headers.get('retry-after')).toBe(String(tooSoon.body.retryAfter));
    await host.advance('PT31S');
    const resent = await holder.post(`/api/challenges/${id}/resend`, { delivery: 'call' });
    expect(resent).toMatchObject({ status: 200, body: { delivery: 'call', sendsRemaining: 3 } });
    await expect.poll(() => holder.codes(phone)).toHaveLength(2);
    expect(await holder.verify(id, first)).toMatchObject({
      status: 422,
      body: { code: 'code-superseded', reference: resent.body.reference },
    });
    expect((await holder.verify(id, await holder.code(phone))).status).toBe(200);
  });

  it('CODE-4 message and page show the same reference', async () => {
    const holder = await Holder.signedUp(host);
    const added = await holder.post('/api/security-info', { channel: 'email', address: 'pair@example.org' });
    const [entry] = await host.outbox({ to: 'pair@example.org' });
    expect(entry?.text).toContain(added.body.challenge.reference);
  });

  it.each([
    ['down', 30],
    ['reject', 30],
    ['throttle', 45],
  ])(
    'DUR-1 when the provider is in mode %s: 503 with a wait of %i seconds, and the challenge can be resent',
    async (mode, retryAfter) => {
      const holder = await Holder.signedUp(host);
      const address = `${mode}@example.org`;
      await host.provider('email', mode);
      const added = await holder.post('/api/security-info', { channel: 'email', address });
      expect(added).toMatchObject({ status: 503, body: { code: 'code-not-sent', retryAfter } });
      expect(added.headers.get('retry-after')).toBe(String(retryAfter));
      await host.provider('email', 'ok');
      await host.advance('PT31S');
      const status = await holder.call('GET', `/api/challenges/${added.body.challengeId}`);
      expect(status.body.deliveryStatus).toBe('failed');
      expect((await holder.post(`/api/challenges/${added.body.challengeId}/resend`)).status).toBe(200);
      expect((await holder.verify(added.body.challengeId, await holder.code(address))).status).toBe(200);
    },
  );

  it('CODE-1 a code of one challenge is worth nothing for another', async () => {
    const holder = await Holder.signedUp(host);
    const contactId = await holder.addEmail('bound@example.org');
    const stepUp = await holder.post('/api/challenges', { contactId, purpose: 'step-up' });
    const code = await holder.code('bound@example.org');
    const confirm = await holder.post('/api/challenges', { contactId, purpose: 'confirm' });
    expect(await holder.verify(confirm.body.id, code)).toMatchObject({
      status: 422,
      body: { code: 'wrong-code' },
    });
    expect((await holder.verify(stepUp.body.id, code)).status).toBe(200);
  });

  it('CODE-1 another account’s challenge is not found', async () => {
    const [holder, stranger] = [await Holder.signedUp(host), await Holder.signedUp(host)];
    const added = await holder.post('/api/security-info', { channel: 'email', address: 'mine@example.org' });
    const code = await holder.code('mine@example.org');
    expect((await stranger.verify(added.body.challenge.id, code)).status).toBe(404);
    expect((await stranger.call('GET', `/api/challenges/${added.body.challenge.id}`)).status).toBe(404);
  });
});

describe('removing', () => {
  it('RMV-2 one of several goes at once; it and the rest are told', async () => {
    const holder = await Holder.signedUp(host);
    await holder.addEmail('stays@example.org');
    const gone = await holder.addEmail('goes@example.org');
    await holder.noticesSettled('stays@example.org');
    const removed = await holder.call('DELETE', `/api/security-info/${gone}`);
    expect(removed).toMatchObject({ status: 200, body: { protection: { state: 'normal' } } });
    expect(removed.body.contacts).toHaveLength(1);
    expect(await holder.noticesSettled('goes@example.org')).toEqual(['contact-removed']);
    expect(await holder.noticesSettled('stays@example.org')).toEqual(['contact-added', 'contact-removed']);
  });

  it('RMV-1 without a step-up it is refused with the contacts that can give one', async () => {
    const holder = await Holder.signedUp(host);
    const id = await holder.addEmail();
    await holder.signIn();
    expect(await holder.call('DELETE', `/api/security-info/${id}`)).toMatchObject({
      status: 403,
      body: { code: 'step-up-required', contacts: [{ id }] },
    });
  });

  it('RMV-4 a newcomer’s step-up removing an elder is a replacement: acknowledgement, window, cancel by the elder', async () => {
    const holder = await Holder.signedUp(host);
    const elder = await holder.addEmail('elder@example.org');
    await host.advance('P8D');
    await holder.stepUp(elder, 'elder@example.org');
    await holder.addEmail('newcomer@example.org');
    const path = `/api/security-info/${elder}`;
    expect(await holder.call('DELETE', path)).toMatchObject({
      status: 409,
      body: { code: 'last-contact', reason: 'probation' },
    });
    const removed = await holder.call('DELETE', `${path}?acknowledge=protection-window`);
    expect(removed).toMatchObject({
      status: 200,
      body: { protection: { state: 'protected', reason: 'replacement' } },
    });
    await host.advance('P30D');
    const { body } = await holder.info();
    expect(body.protection.state).toBe('normal');
    expect(body.contacts.map(({ masked }) => masked)).toEqual(['n•••@example.org']);
    expect((await holder.notices('elder@example.org')).at(-1)).toBe('protection-ended');
  });
});

describe('speed', () => {
  it('storage round trips stand at their minimum: list 1, add 1, verify 1, remove 1', async () => {
    // A report of what was delivered changes the account, too: it would get in the way of whoever comes two seconds later.
    await host.provider('email', 'ok', 'none');
    const holder = await Holder.signedUp(host);
    const id = await holder.addEmail();
    await holder.info();
    await holder.call('DELETE', `/api/security-info/${id}?acknowledge=protection-window`);
    await host.provider('email', 'ok', 'once');
    const trips = (route: string) => newestStorageRequests(host, route);
    // What the sign-in committed is remembered, and so on from each to the next.
    // The directory is the limit of ADD-6: the account's list, then the claim (PRV-3).
    // CODE-5: the address's count is written beside the directory without a look, that of the service now and then.
    const { Limits: counts, ...others } = await trips('addContact');
    expect(others).toEqual({ Accounts: 1, Directory: 2 });
    expect([1, 3]).toContain(counts);
    expect(await trips('verifyChallenge')).toEqual({ Accounts: 1 });
    expect(await trips('listSecurityInfo')).toEqual({ Accounts: 1 });
    // DUR-2: two reminders and an end are noted side by side, before the window is committed.
    expect(await trips('removeContact')).toEqual({ Accounts: 1, DueIndex: 3 });
  });
});
