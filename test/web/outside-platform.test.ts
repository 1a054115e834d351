import { describe, expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';
import { keptIn, showsNothingOfOurs } from '../support/outside-page.js';
import type { Visit } from '../support/web-visit.js';

const { host, open } = useBrowsedHost({ env: { IDENTITY: 'app-service', APP_SERVICE_PROVIDER: 'github' } });

const signedIn = new Set<Visit>();

/** The platform before the app: whoever signs in there is in every request's headers from then on. */
async function platform(visit: Visit): Promise<void> {
  const claims = [{ typ: 'email', val: 'edith@house.example' }];
  const principal = Buffer.from(JSON.stringify({ auth_typ: 'github', claims })).toString('base64');
  const headers = { 'x-ms-client-principal': principal, 'x-ms-client-principal-id': 'edith' };
  const back = { status: 302, headers: { location: '/' } };
  await visit.page.route('**/api/**', (route) =>
    route.continue({
      headers: { ...route.request().headers(), ...(signedIn.has(visit) ? headers : {}) },
    }),
  );
  await visit.page.route('**/.auth/**', async (route) => {
    const path = route.request().url().replace(host.url, '');
    if (path === '/.auth/login/github?post_login_redirect_uri=%2F') signedIn.add(visit);
    if (path === '/.auth/logout?post_logout_redirect_uri=%2F') signedIn.delete(visit);
    const me = signedIn.has(visit) ? [{ user_id: 'edith@house.example' }] : [];
    await route.fulfill(path === '/.auth/me' ? { json: me } : back);
  });
}

describe('IDN-2 behind App Service authentication', () => {
  it('its links sign in and out, no bearer is kept or sent, and a step-up goes beside its cookie', async () => {
    await using visit = await open({ path: '/#/activity' });
    await visit.link('Sign in').waitFor();
    await showsNothingOfOurs(visit);
    await visit.checked('outside-platform');
    await platform(visit);
    const proofs: (string | undefined)[] = [];
    visit.page.on('request', (request) => {
      const headers = request.headers();
      expect(headers).not.toHaveProperty('authorization');
      if (request.url().endsWith('/api/security-info')) proofs.push(headers['x-security-info-token']);
    });
    await visit.link('Sign in').click();
    await visit.heading('Recent activity').waitFor();
    await visit.page.getByText('edith@house.example').first().waitFor();
    expect(await keptIn(visit)).not.toMatch(/eyJ|token/);
    await visit.page.getByText('Change your password where you sign in.').waitFor();
    await visit.checked('outside-platform-in');

    await visit.go('/add-email');
    await visit.field('Email address').fill('edith@elsewhere.example');
    await visit.button('Send code').click();
    await visit.enterCode('edith@elsewhere.example');
    await visit.row('e•••@elsewhere.example').waitFor();
    expect(proofs.at(-1)).toMatch(/^eyJ/);
    await host.advance('PT16M');
    await visit.comeBack();
    await expect.poll(() => proofs.at(-1)).toBeUndefined();
    await visit.row('e•••@elsewhere.example').waitFor();

    await visit.link('Sign out').click();
    await visit.link('Sign in').waitFor();
    expect(await keptIn(visit)).not.toContain('edith');
    expect(await visit.page.getByText('You were signed out').count()).toBe(0);
  });

  it('signing out leaves nothing in the tab, wherever it leads; who is signed in still is seen again on the way back', async () => {
    await using visit = await open();
    await platform(visit);
    await visit.link('Sign in').click();
    await visit.heading('Security info').waitFor();
    const isThere = visit.page.waitForRequest('**/.auth/logout?**');
    // The platform doesn't answer.
    await visit.page.route('**/.auth/logout?**', (route) => route.fulfill({ status: 204 }));
    await visit.link('Sign out').click();
    await isThere;
    await visit.heading('Sign in').waitFor();
    expect(await keptIn(visit)).not.toContain('edith');
    await visit.page.evaluate(`dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`);
    await visit.heading('Security info').waitFor();
  });

  it('whom the platform knows no longer is led back to signing in', async () => {
    await using visit = await open();
    await platform(visit);
    await visit.tabTo(visit.link('Sign in'));
    await visit.press('Enter');
    await visit.heading('Security info').waitFor();
    signedIn.delete(visit);
    await visit.comeBack();
    await visit.page.getByText('You were signed out').waitFor();
  });

  it('asks nobody but the service', async () => {
    const policy = (await fetch(host.url)).headers.get('content-security-policy');
    expect(policy).toMatch(/connect-src 'self';/);
  });
});
