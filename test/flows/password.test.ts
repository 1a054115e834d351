import { randomUUID } from 'node:crypto';
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

const better = 'a better horse battery';

async function withContacts(): Promise<{ holder: Holder; email: string; old: string; contactId: string }> {
  const holder = await Holder.signedUp(host);
  const [old, email] = [`${randomUUID()}@example.org`, `${randomUUID()}@example.net`];
  await holder.addEmail(old);
  return { holder, old, email, contactId: await holder.addEmail(email) };
}

function change(holder: Holder, newPassword = better, currentPassword = holder.password, key?: string) {
  return holder.post('/api/password/change', { currentPassword, newPassword }, key);
}

describe('a password change', () => {
  it('ends all sessions at once, its own too, and tells every contact', async () => {
    const { email, holder, old } = await withContacts();
    const elevated = holder.token;
    await holder.signIn();
    const other = holder.token;
    holder.token = elevated;
    expect((await change(holder)).status).toBe(204);
    expect((await holder.info()).status).toBe(401);
    holder.token = other;
    expect((await holder.info()).status).toBe(401);
    expect((await holder.signIn()).body.code).toBe('wrong-credentials');
    holder.password = better;
    expect((await holder.signIn()).body.outcome).toBe('signed-in');
    expect(await holder.noticesSettled(old)).toContain('password-changed');
    expect(await holder.noticesSettled(email)).toContain('password-changed');
  });

  it('asks for a step-up, the right password, and a good new one', async () => {
    const { holder } = await withContacts();
    const elevated = holder.token;
    await holder.signIn();
    expect((await change(holder)).body.code).toBe('step-up-required');
    holder.token = elevated;
    expect((await change(holder, better, 'not the password')).body).toMatchObject({
      status: 401,
      code: 'wrong-credentials',
    });
    expect((await change(holder, '12345678', holder.password)).body.code).toBe('weak-password');
    expect((await change(holder, holder.signInName)).body.code).toBe('weak-password');
    expect((await holder.info()).status).toBe(200);
  });

  it('CODE-8 says that a code is not a password', async () => {
    const { holder } = await withContacts();
    expect((await change(holder, better, '123 456')).body.code).toBe('code-is-not-password');
  });

  it('WIN-2 is shut in a protection window', async () => {
    const { holder } = await withContacts();
    expect((await holder.removeAll()).status).toBe(200);
    expect((await change(holder)).body).toMatchObject({ status: 403, code: 'account-protected' });
  });

  it('DUR-4 repeated with its key answers the same, though its session is gone', async () => {
    const { holder } = await withContacts();
    const key = randomUUID();
    expect((await change(holder, better, holder.password, key)).status).toBe(204);
    expect((await change(holder, better, holder.password, key)).status).toBe(204);
  });
});

describe('REC-4 "this wasn’t me"', () => {
  it('the link opens a page that changes nothing, and confirmed it ends the new password', async () => {
    const { holder, old } = await withContacts();
    expect((await change(holder)).status).toBe(204);
    await holder.noticesSettled(old);
    const { path, token } = await holder.link(old, 'password-changed');
    expect(path).toBe('/api/links/repudiate-password');
    const page = await fetch(`${host.url}${path}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<div id="page">');
    holder.password = better;
    expect((await holder.signIn()).body.outcome).toBe('signed-in');
    const thief = holder.token;

    const fresh = await holder.post('/api/password/repudiate', { token });
    expect(fresh).toMatchObject({ status: 200, body: { recoveryId: expect.any(String) as string } });
    holder.token = thief;
    expect((await holder.info()).status).toBe(401);
    expect((await holder.signIn()).body.outcome).toBe('new-password-required');
    expect(await holder.noticesSettled(old)).toContain('password-repudiated');
    expect((await holder.post('/api/password/repudiate', { token })).body).toMatchObject({
      status: 410,
      code: 'repudiation-closed',
    });
  });

  it.each(['', 'x', '1.p.aaaa.bbbb.cccccccccccccccccccccc'])(
    'refuses a token that is none of ours: "%s"',
    async (token) => {
      const holder = new Holder(host);
      const { status } = await holder.post('/api/password/repudiate', { token });
      expect(status).toBe(token === '' ? 400 : 410);
    },
  );

  it('a link is good for its own kind only', async () => {
    const { holder, old } = await withContacts();
    expect((await change(holder)).status).toBe(204);
    await holder.noticesSettled(old);
    const { token } = await holder.link(old, 'password-changed');
    expect((await holder.post('/api/protection/cancel', { token })).status).toBe(410);
    expect((await holder.post('/api/security-info/undo-removal', { token })).status).toBe(410);
  });
});
