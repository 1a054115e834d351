import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyRow } from '../support/every-row.js';
import { Holder, wrong } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';
import { tableEmulator } from '../support/table-emulator.js';

const EMAILS = ['first.secret@example.org', 'second.secret@example.net', 'typo.secret@gmial.com'];
const PHONES = ['+4915123450001', '+4915123450002'];
/** What the provider has, whose stand-in keeps it here: the messages that left the building, calls, reports to come. */
const OUTSIDE = ['outbox.jsonl', 'calls.json', 'callbacks.jsonl', 'reports.jsonl'];

let emulator: Awaited<ReturnType<typeof tableEmulator>>;
let host: LocalHost;
beforeAll(async () => {
  emulator = await tableEmulator();
  host = await startHost({ storage: emulator.connectionString });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
  await emulator[Symbol.asyncDispose]();
});

/** Everything the main job does, failures included: wrong codes, provider trouble, a kill, a cancel, an end. */
async function fullRun(): Promise<Holder> {
  const [email = '', second = '', typo = ''] = EMAILS;
  const [phone = '', other = ''] = PHONES;
  const holder = await Holder.signedUp(host);
  await holder.post('/api/security-info', { channel: 'email', address: typo });
  const id = await holder.addEmail(email);
  await holder.addPhone(phone, 'DE', 'call');
  await holder.addPhone(other, 'DE', 'sms');
  await host.provider('email', 'reject');
  await holder.post('/api/security-info', { channel: 'email', address: second });
  await host.provider('email', 'down');
  await host.advance('PT31S');
  await holder.post('/api/security-info', { channel: 'email', address: second });
  await host.provider('email', 'ok');
  const challenge = await holder.post('/api/challenges', { contactId: id, purpose: 'step-up' });
  await holder.verify(challenge.body.id, wrong(await holder.code(email)));
  await holder.stepUp(id, email);
  await holder.removeAll();
  await host.provider('sms', 'down');
  await host.advance('P1D');
  await host.provider('sms', 'ok');
  const cancel = await holder.post('/api/challenges', { contactId: id, purpose: 'cancel-protection' });
  await holder.verify(cancel.body.id, await holder.code(email));
  await holder.stepUp(id, email);
  await holder.removeAll();
  await host.advance('P2D');
  await host.restart();
  return holder;
}

async function everyFile(): Promise<string[]> {
  const files = (await readdir(host.dataDir)).filter((name) => !OUTSIDE.includes(name));
  return Promise.all(
    files.map(async (name) => `${name} ${await readFile(join(host.dataDir, name), 'utf8')}`),
  );
}

describe('what is kept and what is logged', () => {
  it('PRV-2 CODE-2 no table, history row, file or log holds an address, a sign-in name or a code in the clear', async () => {
    const holder = await fullRun();
    const outbox = await host.outbox();
    const codes = new Set((await Promise.all([...EMAILS, ...PHONES].map((to) => holder.codes(to)))).flat());
    expect(outbox.length).toBeGreaterThan(15);
    expect(codes.size).toBeGreaterThan(6);

    const logs = await host.logsSoFar();
    const texts = [
      ...(await everyRow(emulator.connectionString)),
      ...(await everyFile()),
      ...logs.split('\n'),
    ];
    expect(texts.some((text) => text.startsWith('Accounts ') && text.includes('contact:'))).toBe(true);
    expect(texts.some((text) => text.includes('protection-window:') && text.includes('EventType'))).toBe(
      true,
    );
    expect(logs).toContain('"route":"addContact"');
    expect(await readdir(host.dataDir)).toContain('keys.json');

    const plain = [
      ...EMAILS,
      ...PHONES,
      ...PHONES.map((phone) => phone.slice(3)),
      holder.signInName,
      holder.password,
    ];
    const hidden = plain.map((text) => Buffer.from(text).toString('base64').replace(/=+$/, '').slice(0, -1));
    for (const text of texts) {
      for (const secret of [...plain, ...hidden])
        expect(text.includes(secret), `${secret} in ${text.slice(0, 200)}`).toBe(false);
      for (const code of codes) {
        // Standing alone, or as JSON would hold it: six digits inside an id or an instant are none.
        expect(
          new RegExp(`(?<![\\w.+-])${code}(?![\\w-])`).test(text),
          `${code} in ${text.slice(0, 200)}`,
        ).toBe(false);
      }
    }
  });

  it('and the search would find them', () => {
    const found = (text: string) => /(?<![\w.+-])123456(?![\w-])/.test(text);
    expect([found('{"code":"123456"}'), found('code 123456.'), found('x1234567')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
