import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Holder } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';
import { tableEmulator } from '../support/table-emulator.js';
import { StorageProxy, type Moment } from './storage-proxy.js';

/** More requests than removing everything makes, its flow's first steps included; the test says when it ran out of them. */
const MOST_REQUESTS = 40;

let emulator: Awaited<ReturnType<typeof tableEmulator>>;
let proxy: StorageProxy;
let host: LocalHost;
beforeAll(async () => {
  emulator = await tableEmulator();
  const behind = await StorageProxy.inFrontOf(emulator.connectionString);
  proxy = behind.proxy;
  host = await startHost({ storage: behind.connectionString });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
  await proxy.close();
  await emulator[Symbol.asyncDispose]();
});

interface Attempt {
  readonly struck: boolean;
  readonly answered: boolean;
  readonly window: boolean;
}

/** Removes everything while the host is killed at one request, then goes on as a user would: once more, and thirty days on. */
async function attempt(name: string, n: number, moment: Moment): Promise<Attempt> {
  const [email, second] = [`${name}@example.org`, `${name}@example.net`];
  const holder = await Holder.signedUp(host);
  await holder.addEmail(email);
  await holder.addEmail(second);
  await holder.noticesSettled(email, 1);
  await host.advance('PT1S');

  const strike = { happened: false };
  proxy.arm(n, moment, () => {
    strike.happened = true;
    process.kill(host.pid, 'SIGKILL');
  });
  const answer = await holder.removeAll().catch(() => undefined);
  // The strike may come after the answer, while the flow takes its first steps.
  if (answer !== undefined) await host.advance('PT1S').catch(() => undefined);
  proxy.disarm();
  if (strike.happened) {
    await host.ended();
    await host.start();
  }

  const after = await holder.info();
  const window = after.body.protection.state === 'protected';
  expect(after.body.contacts.map(({ status }) => status)).toEqual(
    window ? ['retired', 'retired'] : ['active', 'active'],
  );
  if (answer !== undefined) expect([answer.status, window]).toEqual([200, true]);
  if (!window) expect((await holder.removeAll()).status).toBe(200);
  await host.advance('P31D');
  expect((await holder.info()).body.protection.state).toBe('awaiting-info');
  for (const address of [email, second]) {
    const notices = (await holder.notices(address)).filter((template) => template.startsWith('protection'));
    expect(notices, `${name} ${address}`).toEqual([
      ...['protection-started', 'protection-reminder', 'protection-reminder', 'protection-ended'],
    ]);
  }
  return { struck: strike.happened, answered: answer !== undefined, window };
}

describe('DUR-1 removing everything, killed between any two awaits', () => {
  it.each(['before', 'after'] as const)(
    'RMV-3 %s any one of its requests to storage: one window or none, every notice once, nothing lost',
    async (moment) => {
      const attempts: Attempt[] = [];
      for (let n = 0; n < MOST_REQUESTS; n += 1) {
        const made = await attempt(`${moment}-${n}`, n, moment);
        attempts.push(made);
        if (!made.struck) break;
      }
      expect(attempts.at(-1), 'the last attempt runs through').toEqual({
        struck: false,
        answered: true,
        window: true,
      });
      expect(attempts.length).toBeGreaterThan(6);
      expect(attempts.some(({ answered, window }) => !answered && !window)).toBe(true);
      expect(attempts.some(({ answered, window }) => !answered && window)).toBe(true);
    },
    300_000,
  );
});
