import { describe, expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';
import { keptIn, showsNothingOfOurs } from '../support/outside-page.js';
import type { Visit } from '../support/web-visit.js';

const { host, open } = useBrowsedHost({ env: { IDENTITY: 'app-service', APP_SERVICE_PROVIDER: 'github' } });

/** Whose cookie each browser has. */
const signedIn = new Map<Visit, string>();

/** The platform before the app: whoever signs in there is in every request's headers from then on. */
async function platform(visit: Visit): Promise<void> {
  const headersOf = (name: string) => {
    const claims = [{ typ: 'email', val: `${name}@house.example` }];
    const principal = Buffer.from(JSON.stringify({ auth_typ: 'github', claims })).toString('base64');
    return { 'x-ms-client-principal': principal, 'x-ms-client-principal-id': name };
  };
  const back = { status: 302, headers: { location: '/' } };
  await visit.page.route('**/api/**', (route) => {
    const name = signedIn.get(visit);
    const theirs = name === undefined ? {} : headersOf(name);
    return route.continue({ headers: { ...route.request().headers(), ...theirs } });
  });
  await visit.page.route('**/.auth/**', async (route) => {
    const path = route.request().url().replace(host.url, '');
    if (path === '/.auth/login/github?post_login_redirect_uri=%2F') signedIn.set(visit, 'edith');
    if (path === '/.auth/logout?post_logout_redirect_uri=%2F') signedIn.delete(visit);
    const name = signedIn.get(visit);
    const me = name === undefined ? [] : [{ user_id: `${name}@house.example` }];
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

  it('what is meant for one account is not done to another whose cookie has come meanwhile', async () => {
    await using visit = await open();
    await platform(visit);
    signedIn.set(visit, 'joan');
    await visit.page.reload();
    const add = async (address: string): Promise<void> => {
      await visit.go('/add-email');
      await visit.field('Email address').fill(address);
      await visit.button('Send code').click();
    };
    await add('joan@elsewhere.example');
    await visit.enterCode('joan@elsewhere.example');
    await visit.row('j•••@elsewhere.example').waitFor();
    // Over, and still the same account: asked for anew.
    await visit.go('/add-email');
    await visit.field('Email address').fill('joan@another.example');
    await host.advance('PT16M');
    await visit.button('Send code').click();
    await visit.page.getByRole('dialog').getByRole('button', { name: 'Send code' }).click();
    await visit.enterCode('joan@elsewhere.example');
    await visit.page.getByText('j•••@another.example').first().waitFor();

    await visit.go('/');
    await visit.go('/add-email');
    await visit.field('Email address').fill('joan@third.example');
    signedIn.set(visit, 'mary');
    await visit.button('Send code').click();
    await visit.page.getByText('You were signed out').waitFor();
    await visit.page.reload();
    await visit.page.getByText('mary@house.example').first().waitFor();
    await visit.go('/');
    await visit.page.getByText('You have no security info yet').waitFor();
    expect(await host.outbox({ to: 'joan@third.example' })).toEqual([]);
  });

  it('asks nobody but the service', async () => {
    const policy = (await fetch(host.url)).headers.get('content-security-policy');
    expect(policy).toMatch(/connect-src 'self';/);
  });
});
