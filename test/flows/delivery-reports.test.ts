import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.js';
import { Holder } from '../support/holder.js';
import { storageRequests } from '../support/request-log.js';
import { startHost, type LocalHost } from '../support/start-host.js';

let host: LocalHost;
let key: string;
beforeAll(async () => {
  // The same over a restart: the provider calls back to where it was told to.
  host = await startHost({ port: await freePort() });
  const kept = await readFile(join(host.dataDir, 'communication.json'), 'utf8');
  key = (JSON.parse(kept) as { secret: string }).secret;
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});
beforeEach(async () => {
  for (const delivery of ['email', 'sms']) await host.provider(delivery, 'ok', 'once');
  await host.provider('call', 'ok');
});

let next = 0;
async function asked(delivery: string) {
  const holder = await Holder.signedUp(host);
  next += 1;
  const contact =
    delivery === 'email'
      ? { channel: 'email', address: `reported${next}@example.org` }
      : { channel: 'phone', country: 'DE', number: `0151 1234${String(next).padStart(4, '0')}`, delivery };
  const added = await holder.post('/api/security-info', contact);
  const challenge = added.body.challenge as typeof added.body.challenge & Stands;
  const stands = async (): Promise<Stands> =>
    (await holder.call('GET', `/api/challenges/${challenge.id}`)).body;
  return { holder, challenge, stands };
}

interface Stands {
  readonly deliveryStatus: string;
  readonly deliveryFailure?: string;
  readonly help: readonly { readonly code: string; readonly text: string }[];
}
const codes = ({ help }: Stands): readonly string[] => help.map((one) => one.code);

describe('CODE-7 a challenge', () => {
  it.each(['email', 'sms'])('by %s is sent, then delivered', async (delivery) => {
    const { challenge, stands } = await asked(delivery);
    expect(challenge.deliveryStatus).toBe('sent');
    await host.advance('PT3S');
    expect((await stands()).deliveryStatus).toBe('delivered');
  });

  it('by call is delivered once its code was spoken', async () => {
    const { challenge, stands } = await asked('call');
    expect(challenge.deliveryStatus).toBe('sent');
    expect(codes(challenge)).toContain('unknown-callers-blocked');
    await host.advance('PT1S');
    expect((await stands()).deliveryStatus).toBe('delivered');
  });

  it.each([
    ['email', 'mailbox-unavailable', ['check-spelling', 'same-provider', 'use-another-contact']],
    [
      'sms',
      'unreachable',
      ['phone-reachable', 'check-number', 'check-country', 'try-call', 'use-another-contact'],
    ],
    [
      'call',
      'unreachable',
      [
        'phone-reachable',
        'unknown-callers-blocked',
        'check-number',
        'check-country',
        'try-text',
        'use-another-contact',
      ],
    ],
  ])('by %s that never arrives failed, says why (%s) and what to do', async (delivery, failure, help) => {
    await host.provider(delivery, 'undeliverable');
    const { challenge, stands } = await asked(delivery);
    expect(challenge.deliveryStatus).toBe('sent');
    await host.advance('PT3S');
    const failed = await stands();
    expect(failed).toMatchObject({ deliveryStatus: 'failed', deliveryFailure: failure });
    expect(codes(failed)).toEqual(help);
    for (const { text } of failed.help) expect(text).toMatch(/^[A-Z].*\.$/);
  });

  it.each(['email', 'sms'])(
    'by %s stands at the newest of reports that come in the wrong order',
    async (delivery) => {
      await host.provider(delivery, 'ok', 'out-of-order');
      const arrived = await asked(delivery);
      await host.advance('PT10S');
      expect((await arrived.stands()).deliveryStatus).toBe('delivered');
      await host.provider(delivery, 'undeliverable');
      const lost = await asked(delivery);
      await host.advance('PT10S');
      expect((await lost.stands()).deliveryStatus).toBe('failed');
    },
  );

  it('hears a report twice, and one that comes late', async () => {
    await host.provider('sms', 'ok', 'twice');
    const twice = await asked('sms');
    await host.provider('email', 'ok', 'late');
    const late = await asked('email');
    await host.advance('PT10S');
    expect((await twice.stands()).deliveryStatus).toBe('delivered');
    expect((await late.stands()).deliveryStatus).toBe('sent');
    await host.advance('PT30M');
    expect(await late.stands()).toMatchObject({ status: 'expired', deliveryStatus: 'delivered' });
  });

  it('sent again does not hear of the older code', async () => {
    await host.provider('sms', 'undeliverable', 'late');
    const { challenge, holder, stands } = await asked('sms');
    await host.advance('PT31S');
    await host.provider('sms', 'ok', 'none');
    expect((await holder.post(`/api/challenges/${challenge.id}/resend`)).status).toBe(200);
    await host.advance('PT30M');
    const { deliveryFailure, deliveryStatus } = await stands();
    expect([deliveryStatus, deliveryFailure]).toEqual(['sent', undefined]);
  });

  it('hears of its own code where an address serves several accounts', async () => {
    const address = 'Shared.Report@example.org';
    const told: string[] = [];
    for (const mode of ['ok', 'undeliverable', 'ok'] as const) {
      await host.provider('email', mode);
      const holder = await Holder.signedUp(host);
      const added = await holder.post('/api/security-info', { channel: 'email', address });
      await host.advance('PT10S');
      const { body } = await holder.call('GET', `/api/challenges/${added.body.challenge.id}`);
      told.push((body as Stands).deliveryStatus);
    }
    expect(told).toEqual(['delivered', 'failed', 'delivered']);
  });

  it('hears after a kill what was to be reported before it', async () => {
    await host.provider('sms', 'undeliverable', 'once');
    const { stands } = await asked('sms');
    await host.restart();
    await host.advance('PT1M');
    expect((await stands()).deliveryStatus).toBe('failed');
  });

  it('costs a lookup and a commit a report where the account is known, and a load in place of the commit when it tells nothing new', async () => {
    await host.provider('sms', 'ok', 'twice');
    await asked('sms');
    await host.advance('PT10S');
    expect((await storageRequests(host, 'deliveryReports')).slice(-2)).toEqual([
      { Directory: 1, Accounts: 1 },
      { Directory: 1, Accounts: 1 },
    ]);
  });
});

describe('CODE-7 the address for delivery reports', () => {
  const tell = (query: string, body: unknown, init: RequestInit = {}) =>
    fetch(`${host.url}/api/delivery-reports${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...init,
    });
  const report = (tag: string, to = '+4915112345678') => ({
    specversion: '1.0',
    type: 'Microsoft.Communication.SMSDeliveryReportReceived',
    time: '2030-01-01T00:00:00Z',
    data: {
      To: to.replace('+', ''),
      Tag: tag,
      DeliveryStatus: 'Failed',
      DeliveryStatusDetails: 'Sender blocked for given recipient.',
    },
  });

  it('takes a report with its key only, as CloudEvents too', async () => {
    await host.provider('sms', 'ok', 'none');
    const { stands } = await asked('sms');
    const sent = (await host.outbox()).findLast(({ delivery }) => delivery === 'sms');
    const told = report(`security-code/en/${sent?.id.replace('sms:', '')}`, sent?.to);
    for (const query of ['', '?key=', `?key=${key}x`, `?key=${key.slice(1)}`, '?key=undefined']) {
      const refused = await tell(query, told);
      expect(refused.status, query).toBe(401);
      expect(((await refused.json()) as { code: string }).code).toBe('unauthenticated');
    }
    expect((await tell('', 'rubbish', { body: '{' })).status).toBe(401);
    expect((await stands()).deliveryStatus).toBe('sent');

    const headers = { 'content-type': 'application/cloudevents+json; charset=utf-8' };
    expect((await tell(`?key=${key}`, told, { headers })).status).toBe(200);
    expect(await stands()).toMatchObject({ deliveryStatus: 'failed', deliveryFailure: 'opted-out' });
    expect(codes(await stands())).toEqual(['opted-out', 'try-call', 'use-another-contact']);
  });

  it('answers both handshakes, to who has the key', async () => {
    const validation = [
      { eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent', data: { validationCode: 'c0de' } },
    ];
    expect((await tell('?key=x', validation)).status).toBe(401);
    const proven = await tell(`?key=${key}`, validation);
    expect([proven.status, await proven.json()]).toEqual([200, { validationResponse: 'c0de' }]);

    const ask = (query: string) =>
      fetch(`${host.url}/api/delivery-reports${query}`, {
        method: 'OPTIONS',
        headers: { 'webhook-request-origin': 'eventgrid.azure.net', 'webhook-request-rate': '120' },
      });
    expect((await ask('')).status).toBe(401);
    const allowed = await ask(`?key=${key}`);
    expect(allowed.status).toBe(200);
    expect(allowed.headers.get('webhook-allowed-origin')).toBe('eventgrid.azure.net');
    expect(allowed.headers.get('webhook-allowed-rate')).toBe('*');
  });

  it('passes over what it does not know, and a batch’s other events with it', async () => {
    const unknown = [{ eventType: 'Microsoft.Storage.BlobCreated', data: {} }, report('x'), null, 'text', 7];
    expect((await tell(`?key=${key}`, unknown)).status).toBe(200);
    expect((await tell(`?key=${key}`, {})).status).toBe(200);
    expect((await tell(`?key=${key}`, 7)).status).toBe(400);
  });
});
