import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyRow } from '../support/every-row.js';
import { Gate } from '../support/gate.js';
import { Holder } from '../support/holder.js';
import { recovering } from '../support/recovering.js';
import { newestStorageRequests, type StorageRequests } from '../support/request-log.js';
import { startHost, type LocalHost } from '../support/start-host.js';
import { tableEmulator } from '../support/table-emulator.js';

/** What the simulation counts with. `UPDATE_OPERATIONS=1` writes it anew from what was counted here. */
const FILE = 'bench/scale/operations.json';

interface Counted {
  /** Requests to storage, table by table, as the request log tells them. */
  readonly operations: Readonly<Record<string, StorageRequests>>;
  /** One account with two addresses, a session and its events: all of its rows. */
  readonly stored: { readonly rows: number; readonly bytes: number };
}

let emulator: Awaited<ReturnType<typeof tableEmulator>>;
let host: LocalHost;
let counted: Counted;
beforeAll(async () => {
  emulator = await tableEmulator();
  // As in Azure, a request comes from somewhere: places are limited, too.
  host = await startHost({ storage: emulator.connectionString, env: { TRUSTED_PROXIES: '1' } });
  counted = { operations: await driveAll(), stored: await storedOf() };
  if (process.env['UPDATE_OPERATIONS'] === '1')
    await writeFile(FILE, `${JSON.stringify(counted, null, 2)}\n`);
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
  await emulator[Symbol.asyncDispose]();
});

const newest = (route: string): Promise<StorageRequests> => newestStorageRequests(host, route);

/** Every operation that the simulation knows, the way somebody does it. */
async function driveAll(): Promise<Counted['operations']> {
  // Reports come when they like, and change the account that something else is changing: only the one that is counted comes.
  await host.provider('email', 'ok', 'none');
  const holder = new Holder(host);
  holder.headers = { 'x-forwarded-for': '192.0.2.1' };
  await holder.signUp();
  await holder.signIn();
  const [first, second] = ['first@example.org', 'second@example.org'];
  const kept = await holder.addEmail(first);
  const signing = { createAccount: await newest('createAccount'), signIn: await newest('signIn') };
  await holder.info();
  const list = { listSecurityInfo: await newest('listSecurityInfo') };
  await holder.stepUp(kept, first);
  const asking = { createChallenge: await newest('createChallenge') };
  const gone = await holder.addEmail(second);
  const adding = { addContact: await newest('addContact'), verifyChallenge: await newest('verifyChallenge') };
  await holder.call('DELETE', `/api/security-info/${gone}`);
  const removing = { removeContact: await newest('removeContact') };
  // The removal's flow changes the account, too.
  await holder.noticesSettled(second);
  const gate = new Gate(host);
  await gate.signIn(holder.accountId);
  await gate.operation(holder.accountId, 'mail');
  const gates = { gateSignIn: await newest('gateSignIn'), gateOperation: await newest('gateOperation') };
  await host.provider('email', 'ok', 'once');
  await holder.post('/api/challenges', { contactId: kept, purpose: 'step-up' });
  await host.provider('email', 'ok', 'none');
  await host.advance('PT30S');
  const reports = { deliveryReports: await newest('deliveryReports') };
  const recovery = await recover();
  await holder.removeAll();
  const window = { removeAllContacts: await newest('removeAllContacts') };
  return {
    ...signing,
    ...list,
    ...asking,
    ...adding,
    ...removing,
    ...gates,
    ...reports,
    ...recovery,
    ...window,
  };
}

async function recover(): Promise<Counted['operations']> {
  const { ask, forgetful, start, verify } = recovering(() => host);
  const { address, contactId, holder } = await forgetful();
  const recovery = await start(holder.signInName);
  const challengeId = await ask(recovery, contactId, address);
  const told = {
    startRecovery: await newest('startRecovery'),
    askRecoveryCode: await newest('askRecoveryCode'),
  };
  await host.advance('PT15S');
  const { body } = await verify(challengeId, await holder.code(address));
  const verifyRecovery = await newest('verifyChallenge');
  const reset = { recoveryGrant: body.recoveryGrant, newPassword: 'another horse battery' };
  const answer = await new Holder(host).post('/api/password/reset', reset);
  expect(answer.status).toBe(204);
  return { ...told, verifyRecovery, resetPassword: await newest('resetPassword') };
}

async function storedOf(): Promise<Counted['stored']> {
  const holder = await Holder.signedUp(host);
  await holder.addEmail('one@example.org');
  await holder.addEmail('two@example.org');
  await host.advance('P2D');
  const rows = (await everyRow(emulator.connectionString)).filter((row) => row.includes(holder.accountId));
  const own = rows.filter((row) => !row.startsWith('SecurityInfo'));
  return { rows: own.length, bytes: own.reduce((sum, row) => sum + row.length, 0) };
}

describe('what the simulation counts with', () => {
  it('are the requests to storage that the operations make', async () => {
    const kept = JSON.parse(await readFile(FILE, 'utf8')) as Counted;
    const apart = (of: Counted, name: string) => {
      const { Limits = 0, ...others } = of.operations[name] ?? {};
      return { Limits, others };
    };
    expect(Object.keys(counted.operations).sort()).toEqual(Object.keys(kept.operations).sort());
    for (const name of Object.keys(kept.operations)) {
      const [now, then] = [apart(counted, name), apart(kept, name)];
      expect(now.others, name).toEqual(then.others);
      // The count of the whole service is looked at now and then: two requests more or less.
      expect(Math.abs(now.Limits - then.Limits), name).toBeLessThanOrEqual(2);
    }
  });

  it('are the rows that an account keeps, give or take a tenth', async () => {
    const { stored } = JSON.parse(await readFile(FILE, 'utf8')) as Counted;
    expect(counted.stored.rows).toBe(stored.rows);
    expect(Math.abs(counted.stored.bytes / stored.bytes - 1)).toBeLessThan(0.1);
  });
});
