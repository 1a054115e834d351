import { describe, expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';
import { seated } from '../support/seated.js';
import type { Visit } from '../support/web-visit.js';

const { host, browser, open } = useBrowsedHost();

const kept = (visit: Visit): Promise<string> =>
  visit.page.evaluate<string>('JSON.stringify({ ...sessionStorage })');

const name = (visit: Visit): Promise<string> => visit.field('Sign-in name').inputValue();

describe('who sits here next', () => {
  it('finds no recovery that was begun before', async () => {
    await using visit = await open();
    await visit.signUp('left-behind');
    await visit.go('/recover');
    await visit.field('Sign-in name').fill('left-behind');
    await visit.button('Continue').click();
    await expect.poll(() => kept(visit)).toContain('recoveryId');
    await visit.button('Sign out').click();
    await expect.poll(() => kept(visit)).not.toContain('recoveryId');
    await visit.go('/recover');
    expect(await name(visit)).toBe('');
  });

  it('finds nobody signed in when a closed tab is brought back after an hour', async () => {
    await using visit = await open();
    await visit.signUp('brought-back');
    await visit.page.reload();
    await visit.heading('Security info').waitFor();
    await visit.page.evaluate(`sessionStorage.setItem('used', String(Date.now() - 61 * 60_000))`);
    await visit.page.reload();
    await visit.heading('Sign in').waitFor();
    expect(await kept(visit)).not.toContain('token');
    expect(await name(visit)).toBe('');
  });

  it('nor at an open one', async () => {
    await using visit = await open();
    await visit.signUp('left-open');
    await visit.page.evaluate(`sessionStorage.setItem('used', String(Date.now() - 61 * 60_000));
      document.dispatchEvent(new Event('visibilitychange'))`);
    await visit.heading('Sign in').waitFor();
    expect(await kept(visit)).not.toContain('token');
  });

  it('nor on an old page that “Back” brings to life', async () => {
    await using visit = await open();
    await visit.signUp('gone-back');
    await visit.page.evaluate(`sessionStorage.removeItem('session');
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`);
    await visit.heading('Sign in').waitFor();
  });

  it('signing out takes effect at once, and at the service when it can be reached', async () => {
    await using visit = await open();
    await visit.signUp('out-at-once');
    const token = JSON.parse(await kept(visit)) as { readonly session: string };
    const { token: bearer } = JSON.parse(token.session) as { readonly token: string };
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await visit.page.route('**/api/sign-out', async (route) => {
      await held;
      await route.continue();
    });
    await visit.button('Sign out').click();
    await visit.heading('Sign in').waitFor();
    expect(await kept(visit)).not.toContain('token');
    const asked = visit.page.waitForResponse('**/api/sign-out');
    letGo();
    expect((await asked).status()).toBe(204);
    const after = await fetch(`${host.url}/api/security-info`, {
      headers: { authorization: `Bearer ${bearer}` },
    });
    expect(after.status).toBe(401);
  });
});

describe('a code that is asked for in between', () => {
  it('is not asked for any more when the page is turned', async () => {
    await using seat = await seated(browser(), host, 'turned@example.org');
    const { visit } = seat;
    await visit.go('/sign-in-options');
    await visit.go('/recovery-code');
    await visit.button('Make a recovery code').click();
    await visit.page.getByRole('dialog').waitFor();
    await visit.page.goBack();
    await visit.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await visit.page.locator('.secret').count()).toBe(0);
  });

  it('nor when the session has ended meanwhile', async () => {
    await using seat = await seated(browser(), host, 'ended@example.org');
    const { visit } = seat;
    await visit.go('/recovery-code');
    await visit.button('Make a recovery code').click();
    await visit.page.getByRole('dialog').waitFor();
    await visit.page.evaluate(`fetch('/api/sign-out', {
      method: 'POST',
      headers: { authorization: 'Bearer ' + JSON.parse(sessionStorage.getItem('session')).token },
    })`);
    await visit.button('Send code').click();
    await visit.heading('Sign in').waitFor();
    expect(await visit.page.getByRole('dialog').count()).toBe(0);
  });
});
