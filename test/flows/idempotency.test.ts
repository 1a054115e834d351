import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Holder, wrong } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';

let host: LocalHost;
beforeAll(async () => {
  host = await startHost();
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

const adding = (address: string) => ({ channel: 'email', address });

describe('DUR-4 the same Idempotency-Key', () => {
  it('gets the first answer for adding: one contact, one code', async () => {
    const holder = await Holder.signedUp(host);
    const first = await holder.post('/api/security-info', adding('once@example.org'), 'add-1');
    const second = await holder.post('/api/security-info', adding('once@example.org'), 'add-1');
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(await holder.codes('once@example.org')).toHaveLength(1);
    expect((await holder.info()).body.contacts).toHaveLength(1);
  });

  it('gets the first answer for proving, stepping up and removing', async () => {
    const holder = await Holder.signedUp(host);
    const email = 'whole@example.org';
    const added = await holder.post('/api/security-info', adding(email));
    const path = `/api/challenges/${added.body.challenge.id}/verify`;
    const code = await holder.code(email);
    const first = await holder.post(path, { code }, 'prove');
    const second = await holder.post(path, { code }, 'prove');
    expect(second).toMatchObject({ status: 200, body: first.body });
    // Without the key the code is used up.
    expect((await holder.post(path, { code })).status).toBe(409);
    holder.token = first.body.accessToken;
    const url = '/api/security-info?acknowledge=protection-window';
    const removed = await holder.call('DELETE', url, undefined, 'remove');
    const again = await holder.call('DELETE', url, undefined, 'remove');
    expect(again).toMatchObject({ status: 200, body: removed.body });
    expect((await holder.call('DELETE', url, undefined, 'other')).status).toBe(403);
    await holder.noticesSettled(email);
    expect(await holder.notices(email)).toEqual(['protection-started']);
  });

  it('counts a wrong code once, and keeps a refusal', async () => {
    const holder = await Holder.signedUp(host);
    const email = 'wrong@example.org';
    const added = await holder.post('/api/security-info', adding(email));
    const path = `/api/challenges/${added.body.challenge.id}/verify`;
    const code = wrong(await holder.code(email));
    const first = await holder.post(path, { code }, 'try');
    expect(first).toMatchObject({ status: 422, body: { code: 'wrong-code', attemptsRemaining: 4 } });
    const second = await holder.post(path, { code }, 'try');
    expect(second.status).toBe(422);
    expect(second.body).toEqual(first.body);
    expect((await holder.post(path, { code }, 'try-2')).body.attemptsRemaining).toBe(3);
  });

  it('is refused with other content, on its route and in its session alone', async () => {
    const holder = await Holder.signedUp(host);
    await holder.post('/api/security-info', adding('one@example.org'), 'mine');
    expect(await holder.post('/api/security-info', adding('two@example.org'), 'mine')).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    });
    expect((await holder.post('/api/confirmation/skip', undefined, 'mine')).status).toBe(409);
    const other = await Holder.signedUp(host);
    const theirs = await other.post('/api/security-info', adding('two@example.org'), 'mine');
    expect(theirs.status).toBe(201);
  });

  it('sent twice at once does one thing', async () => {
    const holder = await Holder.signedUp(host);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => holder.post('/api/security-info', adding('race@example.org'), 'race')),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect((await holder.info()).body.contacts).toHaveLength(1);
    expect(new Set(await holder.codes('race@example.org')).size).toBe(1);
  });

  it('signs up and in once', async () => {
    const holder = new Holder(host);
    const credentials = { signInName: holder.signInName, password: holder.password };
    const first = await holder.post('/api/accounts', credentials, 'sign-up');
    const second = await holder.post('/api/accounts', credentials, 'sign-up');
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect((await holder.post('/api/accounts', credentials, 'anew')).status).toBe(409);
    const session = await holder.post('/api/sign-in', credentials, 'in');
    expect((await holder.post('/api/sign-in', credentials, 'in')).body).toEqual(session.body);
    // Somebody else with the same key, and another password, learns nothing from it.
    const guess = { ...credentials, password: 'not the password' };
    expect((await holder.post('/api/sign-in', guess, 'in')).status).toBe(401);
  });

  it('may succeed after a wait or an outage: only what is final is kept', async () => {
    const holder = await Holder.signedUp(host);
    await host.provider('email', 'down');
    const failed = await holder.post('/api/security-info', adding('later@example.org'), 'later');
    expect(failed).toMatchObject({ status: 503, body: { code: 'code-not-sent' } });
    await host.provider('email', 'ok');
    const again = await holder.post('/api/security-info', adding('later@example.org'), 'later');
    expect(again).toMatchObject({ status: 201, body: { challenge: { id: failed.body.challengeId } } });
    const resend = `/api/challenges/${failed.body.challengeId}/resend`;
    expect((await holder.post(resend, {}, 'resend')).status).toBe(429);
    await host.advance('PT30S');
    expect((await holder.post(resend, {}, 'resend')).status).toBe(200);
  });

  it('is forgotten after a day', async () => {
    const holder = await Holder.signedUp(host);
    const first = await holder.post('/api/security-info', adding('daily@example.org'), 'daily');
    await host.advance('PT23H58M');
    expect((await holder.post('/api/security-info', adding('daily@example.org'), 'daily')).body).toEqual(
      first.body,
    );
    await host.advance('PT2M');
    const anew = await holder.post('/api/security-info', adding('daily@example.org'), 'daily');
    expect(anew.status).toBe(201);
    expect(anew.body.challenge.id).not.toBe(first.body.challenge.id);
  });

  it.each([
    ['x', 201],
    ['x'.repeat(255), 201],
    ['x'.repeat(256), 400],
    ['"quoted, with blanks"', 201],
    ['schlüssel', 400],
  ])('may be %s: %i', async (key, status) => {
    const holder = await Holder.signedUp(host);
    const answer = await holder.post('/api/security-info', adding('key@example.org'), key);
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.body.errors[0]?.path).toBe('Idempotency-Key');
  });
});
