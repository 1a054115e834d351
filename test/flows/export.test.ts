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

interface Exported {
  readonly signInName: string;
  readonly contacts: readonly { readonly address?: string; readonly status: string }[];
  readonly sessions: readonly unknown[];
  readonly activity: readonly { readonly kind: string }[];
}

async function exported(holder: Holder) {
  const answer = await holder.call('GET', '/api/account/export');
  return { ...answer, body: answer.body as unknown as Exported & { readonly code?: string } };
}

describe('PRV-3 export', () => {
  it('has everything in words, every address in full, removed ones too, and says that it was made', async () => {
    const holder = await Holder.signedUp(host);
    await holder.addEmail('first@example.org');
    await holder.addPhone('+4915123456789', 'DE');
    const gone = await holder.addEmail('gone@example.net');
    await holder.post('/api/security-info', { channel: 'email', address: 'typed@example.com' });
    expect((await holder.call('DELETE', `/api/security-info/${gone}`)).status).toBe(200);
    const { body, headers, status } = await exported(holder);
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toContain('attachment');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({ accountId: holder.accountId, signInName: holder.signInName, locale: 'en' });
    expect(Object.fromEntries(body.contacts.map(({ address, status: state }) => [address, state]))).toEqual({
      'first@example.org': 'active',
      '+4915123456789': 'active',
      'gone@example.net': 'removed',
      'typed@example.com': 'pending',
    });
    expect(body.sessions).toHaveLength(1);
    expect(body.activity[0]?.kind).toBe('data-exported');
    expect(body.activity.at(-1)?.kind).toBe('account-created');
    expect(JSON.stringify(body)).not.toMatch(/argon2|hash|sealed|fingerprint|"v1\./);
  });

  it('takes a fresh step-up, and no window', async () => {
    const holder = await Holder.signedUp(host);
    const id = await holder.addEmail('step@example.org');
    await holder.signIn();
    expect(await exported(holder)).toMatchObject({ status: 403, body: { code: 'step-up-required' } });
    await holder.stepUp(id, 'step@example.org');
    await host.advance('PT14M30S');
    expect((await exported(holder)).status).toBe(200);
    await host.advance('PT30S');
    expect((await exported(holder)).status).toBe(403);
    await holder.stepUp(id, 'step@example.org');
    await holder.removeAll();
    expect(await exported(holder)).toMatchObject({ status: 403, body: { code: 'account-protected' } });
    expect((await exported(new Holder(host))).status).toBe(401);
  });

  it('PRV-2 without contacts of its own an account needs no step-up, and shows no address in full', async () => {
    const holder = await Holder.signedUp(host);
    expect((await exported(holder)).body.contacts).toEqual([]);
    await holder.addEmail('left@example.org');
    await holder.removeAll();
    await host.advance('P30DT1S');
    const { body, status } = await exported(holder);
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain('left@example.org');
  });
});
