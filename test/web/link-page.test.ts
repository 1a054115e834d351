import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';
import { Holder } from '../support/holder.js';
import { recovering } from '../support/recovering.js';
import { askForCode, nameAccount, setPassword } from '../support/recovery-steps.js';
import type { Visit } from '../support/web-visit.js';

const { host, open } = useBrowsedHost();

const { arrived, stranger } = recovering(() => host);

/** A holder whose last contact was removed, and the link that was sent there. */
async function protectedHolder(email = `protected-${randomUUID()}@example.org`) {
  const holder = await Holder.signedUp(host);
  await holder.addEmail(email);
  await holder.removeAll();
  await holder.noticesSettled(email);
  const { path, token } = await holder.link(email, 'protection-started');
  return { holder, path, link: `${path}#token=${token}` };
}

const stateOf = async (holder: Holder) => (await holder.info()).body.protection.state;

describe('REP-2 the page behind a notice’s link, in a browser', () => {
  it.each(['light', 'dark'] as const)(
    'opened, it changes nothing; confirmed by keyboard, it cancels (%s)',
    async (scheme) => {
      const { holder, link, path } = await protectedHolder();
      await using visit = await open({ scheme, width: 320, height: 640, path: link });
      const requests: string[] = [];
      visit.page.on('request', (request) => requests.push(request.url()));
      // The token has left the address bar, and a reload still has it.
      expect(await visit.page.evaluate('location.pathname + location.hash')).toBe(path);
      await visit.page.reload();
      await visit.heading('Keep your security info?').waitFor();
      expect(await visit.page.title()).toMatch(/^Keep your security info\?/);
      await visit.checked('link-cancel-protection');
      expect(await stateOf(holder)).toBe('protected');
      expect(requests.filter((one) => one.includes('#') || !one.startsWith(host.url))).toEqual([]);

      await visit.tabTo(visit.button('Cancel the removal'));
      await visit.press('Enter');
      await visit.said('Done.');
      expect(await stateOf(holder)).toBe('normal');
      expect(await visit.page.evaluate('document.activeElement.textContent')).toContain('Done.');
      expect(await visit.page.evaluate('history.state')).toBeNull();
      await visit.checked('link-cancelled');
      await visit.link('Go to sign-in').click();
      await visit.heading('Sign in').waitFor();

      await using again = await open({ scheme, path: link });
      await again.button('Cancel the removal').click();
      await again.said('nothing left to cancel');
      await again.checked('link-closed');
    },
  );

  it('a second link, pasted where the first one is open, is the one that counts', async () => {
    await using visit = await open({ path: '/api/links/cancel-protection#token=first' });
    const loaded = visit.page.waitForEvent('load');
    await visit.page.evaluate(`location.hash = 'token=second'`);
    await loaded;
    const asked = visit.page.waitForRequest((request) => request.method() === 'POST');
    await visit.page.locator('main').getByRole('button').click();
    expect((await asked).postDataJSON()).toEqual({ token: 'second' });
  });

  it('says when the address was cut off, is not ours, or the service can’t be reached', async () => {
    const { holder, link, path } = await protectedHolder();
    await using visit = await open({ path });
    await visit.said('not complete');
    expect(await visit.button('Cancel the removal').count()).toBe(0);
    await visit.checked('link-incomplete');

    for (const token of ['x', link.slice(link.indexOf('=') + 1, -1), '<img src=x onerror=alert(1)>']) {
      await using hostile = await open({
        path: `${path}#token=${encodeURIComponent(token)}`,
      });
      await hostile.button('Cancel the removal').click();
      await hostile.said('nothing left to cancel');
    }
    await using endless = await open({ path: `${path}#token=${'x'.repeat(2_000)}` });
    await endless.button('Cancel the removal').click();
    await endless.said('not complete');
    expect(await stateOf(holder)).toBe('protected');

    await using whole = await open({ path: link });
    await whole.page.context().setOffline(true);
    await whole.button('Cancel the removal').click();
    await whole.said('can’t be reached');
    await whole.checked('link-failed');
    await whole.page.context().setOffline(false);
    await whole.button('Cancel the removal').click();
    await whole.said('Done.');
    expect(await stateOf(holder)).toBe('normal');
  });

  it.each([
    ['de', 'de', 'ltr'],
    ['ja-JP', 'ja', 'ltr'],
    ['ar-EG', 'ar', 'rtl'],
    ['nl', 'en', 'ltr'],
  ])('speaks the browser’s language: %s', async (language, lang, direction) => {
    await using visit = await open({
      language,
      path: '/api/links/undo-removal#token=x',
    });
    const { documentElement } = await visit.page.evaluate<{ documentElement: readonly string[] }>(
      '({ documentElement: [document.documentElement.lang, document.documentElement.dir] })',
    );
    expect(documentElement).toEqual([lang, direction]);
    const title = await visit.page.getByRole('heading', { level: 1 }).textContent();
    expect(title === 'Was this not you?').toBe(lang === 'en');
    await visit.checked(`link-undo-removal-${lang}`);
  });

  it('says what it needs where scripts are off', async () => {
    const html = await (await fetch(`${host.url}/api/links/undo-removal`)).text();
    expect(/<noscript\s*>(.*?)<\/noscript\s*>/s.exec(html)?.[1]).toContain('This page needs JavaScript');
  });

  it('is asked for each time, framed by nobody, and runs no script but its own', async () => {
    const { headers, status } = await fetch(`${host.url}/api/links/undo-removal`);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-cache');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect((await fetch(`${host.url}/api/links/other`)).status).toBe(404);
    expect((await fetch(`${host.url}/api/links/undo-removal`, { method: 'POST' })).status).toBe(405);
  });
});

describe('what the other links undo', () => {
  it('RMV-5 a removed contact comes back, and everybody is signed out', async () => {
    const [kept, gone] = [`${randomUUID()}@example.org`, `${randomUUID()}@example.net`];
    const holder = await Holder.signedUp(host);
    const keptId = await holder.addEmail(kept);
    const goneId = await holder.addEmail(gone);
    await holder.stepUp(keptId, kept);
    await holder.call('DELETE', `/api/security-info/${goneId}`);
    await holder.noticesSettled(gone);
    const { path, token } = await holder.link(gone, 'contact-removed');
    await using visit = await open({ path: `${path}#token=${token}` });
    await visit.checked('link-undo-removal');
    expect((await holder.info()).status).toBe(200);
    await visit.button('Bring it back').click();
    await visit.said('receives security codes again');
    expect((await holder.info()).status).toBe(401);
    await visit.checked('link-undone');
  });

  it('REC-4 a takeover: the password is set by somebody else, the holder says so, and sets another', async () => {
    const [mailbox, phone] = [
      `${randomUUID()}@example.org`,
      `+4915123${String(Math.floor(Math.random() * 1e6)).padStart(6, '0')}`,
    ];
    const holder = await Holder.signedUp(host);
    await holder.addEmail(mailbox);
    await holder.addPhone(phone, 'DE');
    await host.advance('PT1M');

    // Whoever reads the mailbox gets in by it.
    await using thief = await open({ path: '/#/recover' });
    await nameAccount(thief, holder.signInName);
    await recovered(thief, '@', mailbox, 'the thief’s own battery');
    await thief.field('Password').fill('the thief’s own battery');
    await thief.button('Sign in').click();
    await thief.button('Sign out').waitFor();

    // The holder hears of it on the phone.
    await holder.noticesSettled(phone);
    const { path, token } = await holder.link(phone, 'password-changed');
    await using visit = await open({ width: 320, path: `${path}#token=${token}` });
    await visit.checked('link-repudiate-password');
    await visit.button('This wasn’t me').click();
    await visit.said('Everybody was signed out');
    await visit.checked('link-repudiated');
    await visit.link('Set a new password now').click();
    await visit.heading('Choose a contact').waitFor();
    expect(await visit.page.locator('.choice bdi').allTextContents()).toEqual([`••••••${phone.slice(-2)}`]);
    await visit.checked('link-recovery');
    await recovered(visit, '••••••', phone, 'the holder’s at last');

    holder.password = 'the thief’s own battery';
    expect((await holder.signIn()).body.code).toBe('wrong-credentials');
    await thief.go('/activity');
    await thief.heading('Sign in').waitFor();
    holder.password = 'the holder’s at last';
    expect((await holder.signIn()).body.outcome).toBe('signed-in');

    await using late = await open({ path: `${path}#token=${token}` });
    await late.button('This wasn’t me').click();
    await late.said('can’t be undone here any more');
    await late.link('Get back in to your account').click();
    await late.heading('Get back in to your account').waitFor();
  });
});

async function recovered(visit: Visit, masked: string, address: string, password: string) {
  const before = (await stranger().codes(address)).length;
  await askForCode(visit, masked, address);
  expect(await arrived(address)).toBe(before + 1);
  await visit.enterCode(address);
  await setPassword(visit, password);
  await visit.heading('Sign in').waitFor();
}
