import { createHmac } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyRow } from '../support/every-row.js';
import { Holder } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';
import { tableEmulator } from '../support/table-emulator.js';

/** What the provider has, whose stand-in keeps it here: the outside world. */
const OUTSIDE = ['outbox.jsonl', 'calls.json', 'callbacks.jsonl', 'reports.jsonl'];

let emulator: Awaited<ReturnType<typeof tableEmulator>>;
let host: LocalHost;
beforeAll(async () => {
  emulator = await tableEmulator();
  // A week away is long enough to be asked: time is walked through.
  const env = { CONFIRMATION_AFTER_ABSENCE_DAYS: '7' };
  host = await startHost({ storage: emulator.connectionString, env });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
  await emulator[Symbol.asyncDispose]();
});

const erase = (holder: Holder, key?: string) => holder.call('DELETE', '/api/account', undefined, key);

/** Where any of some texts stands: tables, the host's files, its log. */
async function traces(texts: readonly string[]): Promise<readonly string[]> {
  const files = (await readdir(host.dataDir)).filter((name) => !OUTSIDE.includes(name));
  const read = files.map(async (name) => `file ${name} ${await readFile(join(host.dataDir, name), 'utf8')}`);
  const logs = (await host.logsSoFar()).split('\n').map((line) => `log ${line}`);
  const all = [...(await everyRow(emulator.connectionString)), ...(await Promise.all(read)), ...logs];
  return all.filter((text) => texts.some((one) => text.includes(one)));
}

/** The keyed hashes that an account is found by, as the service makes them. */
async function fingerprints(...canonical: readonly string[]): Promise<readonly string[]> {
  const keys = JSON.parse(await readFile(join(host.dataDir, 'keys.json'), 'utf8')) as {
    hash: { secret: string };
  };
  const key = Buffer.from(keys.hash.secret, 'base64url');
  return canonical.map((text) => createHmac('sha256', key).update(`address\0${text}`).digest('base64url'));
}

const PHONE = '+4915123456701';

/** Everything an account can have: contacts of each kind and fate, codes, a window, an undo, a deadline, keyed requests. */
async function fullAccount(name: string) {
  const [first, second, gone, replaced] = ['example.org', 'example.net', 'gone.example', 'typo.example'].map(
    (domain) => `${name}@${domain}`,
  ) as [string, string, string, string];
  const holder = await Holder.signedUp(host);
  const id = await holder.addEmail(first);
  // A deadline, met.
  await host.advance('P8D');
  expect((await holder.signIn()).body.outcome).toBe('confirmation-required');
  const asked = await holder.post('/api/challenges', { contactId: id, purpose: 'confirm' }, 'confirm');
  holder.token = (await holder.verify(asked.body.id, await holder.code(first))).body.accessToken;
  await holder.stepUp(id, first);
  await holder.post('/api/security-info', { channel: 'email', address: replaced }, 'typo');
  const goneId = await holder.addEmail(gone);
  await holder.addEmail(second);
  await holder.addPhone(PHONE, 'DE');
  // A window, cancelled. With an elder's code: nobody is suspected.
  await holder.stepUp(id, first);
  await holder.removeAll();
  await host.advance('P1D');
  const cancel = await holder.post('/api/challenges', { contactId: id, purpose: 'cancel-protection' });
  await holder.verify(cancel.body.id, await holder.code(first));
  await holder.stepUp(id, first);
  // A removal that can still be undone.
  await holder.call('DELETE', `/api/security-info/${goneId}`, undefined, 'remove');
  await holder.noticesSettled(gone);
  const undo = (await holder.link(gone, 'contact-removed')).token;
  return { holder, id, first, second, gone, replaced, undo };
}

describe('PRV-3 erasure', () => {
  it('export then erasure leaves no row, history or log with its id', async () => {
    const { first, gone, holder, replaced, second, undo } = await fullAccount('erased');
    const exported = JSON.stringify((await holder.call('GET', '/api/account/export')).body);
    for (const address of [first, second, gone, PHONE]) expect(exported).toContain(address);

    const { accountId, signInName } = holder;
    const plain = [accountId, signInName, first, second, gone, replaced, PHONE, PHONE.slice(3)];
    const hidden = [accountId, signInName, first, PHONE].map((text) =>
      Buffer.from(text).toString('base64url').replace(/=+$/, '').slice(0, -1),
    );
    const printed = await fingerprints(
      `name:${signInName}`,
      signInName,
      first,
      second,
      gone,
      replaced,
      PHONE,
    );
    const texts = [...plain, ...hidden, ...printed];
    // The search finds them where they are to be: it can fail.
    const before = await traces(texts);
    for (const place of ['Accounts ', 'Directory ', 'DueIndex ', 'SecurityInfo'])
      expect(
        before.some((text) => text.startsWith(place)),
        place,
      ).toBe(true);
    for (const print of printed.filter((_, at) => at !== 1))
      expect(before.some((text) => text.includes(print))).toBe(true);
    expect(before.some((text) => text.startsWith('log ') || text.startsWith('file '))).toBe(false);

    const erased = await erase(holder, 'erase');
    expect(erased.status).toBe(202);
    // From that moment on it is gone for everybody; only the request itself gets its answer again.
    expect((await holder.info()).status).toBe(401);
    expect((await erase(holder)).status).toBe(401);
    expect(await erase(holder, 'erase')).toMatchObject({ status: 202, body: erased.body });
    const signIn = { signInName, password: holder.password };
    const wrong = await holder.post('/api/sign-in', signIn);
    expect(wrong).toMatchObject({ status: 401, body: { code: 'wrong-credentials' } });
    const undone = await holder.post('/api/security-info/undo-removal', { token: undo });
    expect(undone).toMatchObject({ status: 410, body: { code: 'undo-closed' } });

    await host.advance('PT15M');
    for (const address of [first, second, PHONE])
      expect((await holder.notices(address)).at(-1), address).toBe('account-erased');
    expect(await holder.notices(gone)).not.toContain('account-erased');
    expect(await traces(texts)).toEqual([]);
    // Its own history and entry go like all others; nothing comes of the account any more.
    await host.advance('P3D');
    expect(await traces(['account-erasure:'])).toEqual([]);
    expect(await traces(texts)).toEqual([]);
    expect((await holder.notices(first)).at(-1)).toBe('account-erased');
  });

  it('takes a fresh step-up, and no window', async () => {
    const holder = await Holder.signedUp(host);
    const id = await holder.addEmail('guarded@example.org');
    await holder.signIn();
    expect(await erase(holder)).toMatchObject({ status: 403, body: { code: 'step-up-required' } });
    await holder.stepUp(id, 'guarded@example.org');
    await holder.removeAll();
    expect(await erase(holder)).toMatchObject({ status: 403, body: { code: 'account-protected' } });
    expect((await erase(new Holder(host))).status).toBe(401);
    expect((await holder.info()).status).toBe(200);
  });

  it('frees the sign-in name when it is done, not before, and what others hold stays', async () => {
    const shared = 'shared@example.org';
    const [holder, other] = [await Holder.signedUp(host), await Holder.signedUp(host)];
    await holder.addEmail(shared);
    await other.addEmail(shared);
    expect((await erase(holder)).status).toBe(202);
    const { password, signInName } = holder;
    const signUp = () => holder.post('/api/accounts', { signInName, password });
    expect(await signUp()).toMatchObject({ status: 409, body: { code: 'sign-in-name-taken' } });
    await host.advance('PT15M');
    expect((await signUp()).status).toBe(201);
    expect(await traces([holder.accountId])).toEqual([]);
    const [print = ''] = await fingerprints(shared);
    const claims = (await traces([other.accountId])).filter((text) => text.includes(`address:${print}`));
    expect(claims).toHaveLength(1);
    expect((await other.info()).body.contacts).toHaveLength(1);
  });

  it('is not held up by a message that can’t be delivered', async () => {
    const holder = await Holder.signedUp(host);
    await holder.addEmail('unreachable@example.org');
    await host.provider('email', 'down');
    expect((await erase(holder)).status).toBe(202);
    await host.advance('PT20M');
    await host.provider('email', 'ok');
    expect(await holder.notices('unreachable@example.org')).toEqual([]);
    expect(await traces([holder.accountId])).toEqual([]);
  });
});
