import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Holder, type Answer } from '../support/holder.js';
import { newestStorageRequests } from '../support/request-log.js';
import { startHost, type LocalHost } from '../support/start-host.js';
import { Visitor } from '../support/visitor.js';

let host: LocalHost;
beforeAll(async () => {
  host = await startHost({
    env: {
      TRUSTED_PROXIES: '1',
      CODES_PER_DESTINATION_AN_HOUR: '4',
      CODES_PER_ACCOUNT_AN_HOUR: '6',
      CODES_PER_NETWORK_AN_HOUR: '8',
      PHONE_CODES_PER_CALLING_CODE_AN_HOUR: '10',
      PHONE_CODES_AN_HOUR: '14',
      PUMPING_PER_CALLING_CODE: '5',
      PUMPING_PER_NETWORK: '5',
    },
  });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

let lastPlace = 0;
const somewhere = (): Visitor => new Visitor(host, `198.51.100.${(lastPlace += 1)}`);
let lastNumber = 0;
const german = () => ({
  channel: 'phone',
  country: 'DE',
  number: `+4915123456${(lastNumber += 1) + 100}`,
  delivery: 'sms',
});
const abroad = (country: string, number: string) => ({ channel: 'phone', country, number, delivery: 'sms' });
const email = (address = `${randomUUID()}@example.org`) => ({ channel: 'email', address });

/** Names a contact from an account of its own. */
async function add(from: Visitor, contact: object, account?: Holder): Promise<Answer> {
  const holder = account ?? (await Holder.signedUp(host));
  return from.post('/api/security-info', contact, holder.token);
}

/** A refusal that ends when it says: half a minute is for a busy machine (to the millisecond: within-quotas.test, pumping.test). */
async function expectWait(refused: Answer, of: string, again: () => Promise<Answer>): Promise<void> {
  expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-codes', of } });
  const { retryAfter } = refused.body;
  expect(refused.headers.get('retry-after')).toBe(String(retryAfter));
  await host.advance(`PT${retryAfter - 30}S`);
  expect((await again()).status).toBe(429);
  await host.advance('PT30S');
  expect((await again()).status).toBe(201);
}

describe('CODE-5 quotas', () => {
  it('an address that is yet to be proven, over all accounts; one at once too many is one too many', async () => {
    const address = `${randomUUID()}@example.org`;
    const holders = await Promise.all(Array.from({ length: 8 }, () => Holder.signedUp(host)));
    const answers = await Promise.all(holders.map((holder) => add(somewhere(), email(address), holder)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(4);
    expect(await holders[0]!.codes(address)).toHaveLength(4);
    const refused = answers.find(({ status }) => status === 429)!;
    const last = await Holder.signedUp(host);
    await expectWait(refused, 'contact', () => add(somewhere(), email(address), last));
  });

  it('an address that is proven is not shut by naming it elsewhere', async () => {
    const address = `${randomUUID()}@example.org`;
    const holder = await Holder.signedUp(host);
    const contactId = await holder.addEmail(address);
    for (let n = 0; n < 3; n += 1) expect((await add(somewhere(), email(address))).status).toBe(201);
    expect((await add(somewhere(), email(address))).status).toBe(429);
    expect((await holder.post('/api/challenges', { contactId, purpose: 'step-up' })).status).toBe(201);
  });

  it('an account, and what is refused leaves it as it was', async () => {
    const holder = await Holder.signedUp(host);
    for (let n = 0; n < 5; n += 1) expect((await add(somewhere(), email(), holder)).status).toBe(201);
    const address = `${randomUUID()}@example.org`;
    const pending = await add(somewhere(), email(address), holder);
    expect(pending.status).toBe(201);
    expect((await add(somewhere(), email(), holder)).body).toMatchObject({ of: 'account' });
    await host.advance('PT31S');
    const { challenge } = pending.body;
    const resent = await somewhere().post(`/api/challenges/${challenge.id}/resend`, {}, holder.token);
    expect(resent).toMatchObject({ status: 429, body: { code: 'too-many-codes', of: 'account' } });
    expect((await holder.info()).body.contacts.map(({ masked }) => masked)).toEqual([
      `${address.slice(0, 1)}•••@example.org`,
    ]);
    expect((await holder.verify(challenge.id, await holder.code(address))).status).toBe(200);
  });

  it('a place, over all accounts; another place goes on', async () => {
    const place = somewhere();
    for (let n = 0; n < 8; n += 1) expect((await add(place, email())).status).toBe(201);
    const holder = await Holder.signedUp(host);
    const refused = await add(place, email(), holder);
    expect((await add(somewhere(), email())).status).toBe(201);
    await expectWait(refused, 'requester', () => add(place, email(), holder));
  });
});

/** Adds a phone and proves it. */
async function prove(from: Visitor, contact: { readonly number: string }): Promise<number> {
  const holder = await Holder.signedUp(host);
  const added = await add(from, contact, holder);
  if (added.status !== 201) return added.status;
  const code = await holder.code(contact.number);
  return (await from.post(`/api/challenges/${added.body.challenge.id}/verify`, { code }, holder.token))
    .status;
}

const gateClosings = async () =>
  (await host.logsSoFar()).split('\n').filter((line) => line.includes('pumping-gate-closed'));

describe('CODE-5 pumping', () => {
  it('codes that nobody types back close their calling code, for an hour; email and other codes go on', async () => {
    await host.advance('P1D');
    for (let n = 0; n < 5; n += 1) expect((await add(somewhere(), german())).status).toBe(201);
    const holder = await Holder.signedUp(host);
    const refused = await add(somewhere(), german(), holder);
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-codes', of: 'calling-code' } });
    expect(refused.body.retryAfter).toBeGreaterThan(3600 - 60);
    expect(refused.body.retryAfter).toBeLessThanOrEqual(3600);
    const called = await add(somewhere(), { ...german(), delivery: 'call' }, holder);
    expect(called).toMatchObject({ status: 429, body: { of: 'calling-code' } });
    expect((await add(somewhere(), abroad('FR', '+33612345678'))).status).toBe(201);
    expect((await add(somewhere(), email(), holder)).status).toBe(201);
    const [line, ...more] = await gateClosings();
    expect(more).toEqual([]);
    expect(line).toContain('"callingCode":"+49"');
    expect(line).not.toContain('15123456');
    await expectWait(refused, 'calling-code', () => add(somewhere(), german(), holder));
  });

  it('or the place that asks for them, wherever they go', async () => {
    await host.advance('P2D');
    const place = somewhere();
    const numbers = [
      abroad('FR', '+33612345679'),
      abroad('ES', '+34612345678'),
      abroad('IT', '+393123456789'),
      abroad('PT', '+351912345678'),
      abroad('NL', '+31612345678'),
    ];
    for (const number of numbers) expect((await add(place, number)).status).toBe(201);
    const refused = await add(place, german());
    expect(refused).toMatchObject({ status: 429, body: { of: 'requester' } });
    expect(refused.body.retryAfter).toBeGreaterThan(3600 - 60);
    expect((await add(place, email())).status).toBe(201);
    expect((await add(somewhere(), german())).status).toBe(201);
    await host.advance(`PT${refused.body.retryAfter}S`);
    expect((await add(place, german())).status).toBe(201);
  });

  it('codes that are typed back close nothing, up to the quota of the calling code', async () => {
    await host.advance('P2D');
    const before = (await gateClosings()).length;
    const place = somewhere();
    for (let n = 0; n < 6; n += 1) expect(await prove(place, german())).toBe(200);
    for (let n = 0; n < 4; n += 1) expect(await prove(somewhere(), german())).toBe(200);
    expect(await gateClosings()).toHaveLength(before);
    const holder = await Holder.signedUp(host);
    const refused = await add(somewhere(), german(), holder);
    for (let n = 0; n < 4; n += 1)
      expect(await prove(somewhere(), abroad('FR', `+3361234568${n}`))).toBe(200);
    expect(await add(somewhere(), abroad('ES', '+34612345679'))).toMatchObject({
      status: 429,
      body: { of: 'service' },
    });
    expect((await add(somewhere(), email())).status).toBe(201);
    await expectWait(refused, 'calling-code', () => add(somewhere(), german(), holder));
  });
});

describe('what it costs', () => {
  it('a code costs a look and a count of its place, a count of its new address, and the account’s nothing; verifying one by email nothing', async () => {
    const holder = await Holder.signedUp(host);
    const place = somewhere();
    const address = `${randomUUID()}@example.org`;
    const added = await add(place, email(address), holder);
    const trips = async (route: string) => (await newestStorageRequests(host, route))['Limits'];
    // The service's count is looked at and written now and then.
    expect(await trips('addContact')).toBeLessThanOrEqual(5);
    await holder.verify(added.body.challenge.id, await holder.code(address));
    expect(await trips('verifyChallenge')).toBeUndefined();
  });
});
