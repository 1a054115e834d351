import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Holder, type Answer } from '../support/holder.js';
import { newestStorageRequests } from '../support/request-log.js';
import { startHost, type LocalHost } from '../support/start-host.js';
import { Visitor } from '../support/visitor.js';

let host: LocalHost;
beforeAll(async () => {
  const numbers = { GUESSES_A_DAY: '30', GUESSES_PER_NETWORK_AN_HOUR: '40' };
  host = await startHost({ env: { TRUSTED_PROXIES: '1', ...numbers } });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

const PASSWORD = 'correct horse battery';
let lastPlace = 0;
const somewhere = (): Visitor => new Visitor(host, `198.51.100.${(lastPlace += 1)}`);

async function signedUp(): Promise<string> {
  const holder = new Holder(host);
  await holder.signUp();
  return holder.signInName;
}

async function wrong(name: string, times: number, from: (n: number) => Visitor): Promise<readonly Answer[]> {
  const answers = [];
  for (let n = 0; n < times; n += 1) answers.push(await from(n).signIn(name, `wrong password ${n}`));
  return answers;
}

/** The storage requests of the last sign-in. */
const storage = () => newestStorageRequests(host, 'signIn');

/** Refused for so many seconds, less by what has passed since on a busy machine. */
function expectWait({ body, headers, status }: Answer, seconds: number): void {
  expect([status, body.code]).toEqual([429, 'too-many-attempts']);
  expect((body as unknown as { of: string }).of).toBe('requester');
  expect(body.retryAfter).toBeLessThanOrEqual(seconds);
  expect(body.retryAfter).toBeGreaterThan(seconds - 30);
  expect(headers.get('retry-after')).toBe(String(body.retryAfter));
}

describe('password guesses from one place', () => {
  it('ASVS 6.3.1 the tenth makes it wait, as long as said and no longer; another place goes on', async () => {
    const name = await signedUp();
    const attacker = somewhere();
    for (const { status, body } of await wrong(name, 10, () => attacker))
      expect([status, body.code]).toEqual([401, 'wrong-credentials']);
    expectWait(await attacker.signIn(name, PASSWORD), 60);
    expect(await somewhere().signIn(name, PASSWORD)).toMatchObject({ status: 200 });

    await host.advance('PT30S');
    expect((await attacker.signIn(name, 'wrong')).status).toBe(429);
    await host.advance('PT30S');
    expect((await attacker.signIn(name, 'wrong')).status).toBe(401);
    expectWait(await attacker.signIn(name, 'wrong'), 120);
    await host.advance('PT2M');
    expect((await attacker.signIn(name, PASSWORD)).status).toBe(200);
    expect((await attacker.signIn(name, PASSWORD)).status).toBe(200);
  });

  it('CODE-8 what looks like a code is no guess', async () => {
    const name = await signedUp();
    const visitor = somewhere();
    for (let n = 0; n < 12; n += 1)
      expect((await visitor.signIn(name, '123456')).body.code).toBe('code-is-not-password');
    expect((await visitor.signIn(name, PASSWORD)).status).toBe(200);
  });

  it('CODE-9 of forty wrong ones at once at most ten are judged', async () => {
    const name = await signedUp();
    const attacker = somewhere();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => attacker.signIn(name, `wrong password ${n}`)),
    );
    const judged = answers.filter(({ status }) => status === 401).length;
    expect(judged).toBeGreaterThan(0);
    expect(judged).toBeLessThanOrEqual(10);
    for (const { status } of answers) expect([401, 429, 503]).toContain(status);
  });

  it('CODE-9 with two left, of eight at once at most two are judged', async () => {
    const name = await signedUp();
    const attacker = somewhere();
    await wrong(name, 8, () => attacker);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => attacker.signIn(name, `another wrong ${n}`)),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(2);
  });

  it('credential stuffing: one place guesses at forty names an hour, and then at none', async () => {
    const attacker = somewhere();
    for (let n = 0; n < 40; n += 1)
      expect((await attacker.signIn(`${randomUUID()}@example.com`, 'wrong password')).status).toBe(401);
    const refused = await attacker.signIn(await signedUp(), PASSWORD);
    expect(refused).toMatchObject({ status: 429, body: { of: 'requester' } });
    await host.advance(`PT${refused.body.retryAfter}S`);
    expect((await attacker.signIn(await signedUp(), PASSWORD)).status).toBe(200);
  });
});

describe('password guesses at a session', () => {
  it('ASVS 6.3.1 count with those of the sign-in, ten in all; then the session has ten of its own', async () => {
    const holder = await Holder.signedUp(host);
    await holder.addEmail();
    const home = somewhere();
    await wrong(holder.signInName, 5, () => home);
    const change = (currentPassword: string) =>
      home.post(
        '/api/password/change',
        { currentPassword, newPassword: 'a better one by far' },
        holder.token,
      );
    for (let n = 0; n < 5; n += 1) expect((await change(`wrong ${n}`)).body.code).toBe('wrong-credentials');
    expect((await home.signIn(holder.signInName, PASSWORD)).status).toBe(429);
    for (let n = 0; n < 10; n += 1) expect((await change(`again ${n}`)).body.code).toBe('wrong-credentials');
    expectWait(await change(PASSWORD), 60);
    await host.advance('PT1M');
    expect((await change(PASSWORD)).status).toBe(204);
  });
});

describe('password guesses from everywhere', () => {
  it('NIST SP 800-63B-4 §3.2.2 after the day’s limit strangers wait; the holder at a known place gets in', async () => {
    const name = await signedUp();
    const home = somewhere();
    expect((await home.signIn(name, PASSWORD)).status).toBe(200);
    await host.advance('PT1H');
    const places = Array.from({ length: 10 }, somewhere);
    for (const { status } of await wrong(name, 30, (n) => places[n % 10]!)) expect(status).toBe(401);

    const stranger = await somewhere().signIn(name, PASSWORD);
    expect(stranger).toMatchObject({ status: 429, body: { code: 'too-many-attempts', of: 'account' } });
    const until = Date.parse((stranger.body as unknown as { until: string }).until);
    expect(until - (await host.now()).getTime()).toBeGreaterThan(23 * 3_600_000);
    expect((await home.signIn(name, 'mistyped')).status).toBe(401);
    expect((await home.signIn(name, PASSWORD)).status).toBe(200);

    await host.advance(`PT${stranger.body.retryAfter}S`);
    expect((await somewhere().signIn(name, PASSWORD)).status).toBe(200);
  });

  it('ASVS 6.3.8 a name that nobody has comes to the same answers and the same storage requests', async () => {
    const names = [await signedUp(), `${randomUUID()}@example.com`];
    const seen = [];
    for (const name of names) {
      const [one, two] = [somewhere(), somewhere()];
      const steps = [];
      for (const answer of [
        ...(await wrong(name, 11, () => one)),
        ...(await wrong(name, 20, () => somewhere())),
        ...(await wrong(name, 1, () => two)),
      ])
        steps.push([
          answer.status,
          answer.body.code,
          (answer.body as unknown as { of?: string }).of,
          await storage(),
        ]);
      seen.push(steps);
    }
    expect(seen[0]?.some(([status]) => status === 429)).toBe(true);
    expect(seen[1]).toEqual(seen[0]);
  });
});

describe('what it costs', () => {
  it('the happy path reads the counts beside the directory and writes none', async () => {
    const name = await signedUp();
    const home = somewhere();
    await home.signIn(name, PASSWORD);
    await home.signIn(name, PASSWORD);
    expect(await storage()).toEqual({ Directory: 1, Accounts: 2, Limits: 2 });
    await home.signIn(name, 'wrong');
    expect(await storage()).toEqual({ Directory: 1, Accounts: 1, Limits: 4 });
  });
});
