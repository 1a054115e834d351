import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.js';
import { AUDIENCE, OidcProvider, PAGE_CLIENT } from '../support/oidc-provider.js';
import { keptIn, showsNothingOfOurs } from '../support/outside-page.js';
import { startHost, type LocalHost } from '../support/start-host.js';
import { tableEmulator } from '../support/table-emulator.js';
import { Visit } from '../support/web-visit.js';

const PAGE = {
  OIDC_PAGE_CLIENT_ID: PAGE_CLIENT,
  OIDC_PAGE_SCOPE: 'openid email',
  OIDC_PAGE_PARAMETERS: `resource=${encodeURIComponent(AUDIENCE)}`,
};

let emulator: Awaited<ReturnType<typeof tableEmulator>>;
let provider: OidcProvider;
let browser: Browser;
let hosts: Readonly<Record<'oidc' | 'idToken' | 'noClient', LocalHost>>;
beforeAll(async () => {
  const people = ['ada', 'grace', 'joan', 'mary'].map((name) => [
    name,
    { email: `${name}@house.example`, email_verified: true },
  ]);
  [browser, emulator, provider] = await Promise.all([
    startBrowser(),
    tableEmulator(),
    OidcProvider.start(Object.fromEntries(people) as never),
  ]);
  const start = (env: Readonly<Record<string, string>>) =>
    startHost({ storage: emulator.connectionString, env });
  const [oidc, idToken, noClient] = await Promise.all([
    start({ ...provider.settings, ...PAGE }),
    start({ ...provider.settings, ...PAGE, OIDC_AUDIENCE: PAGE_CLIENT, OIDC_PAGE_PARAMETERS: '' }),
    start(provider.settings),
  ]);
  hosts = { oidc, idToken, noClient };
  await provider.expectFrom(`${oidc.url}/`, `${idToken.url}/`);
});
afterAll(async () => {
  await browser.close();
  await Promise.all(Object.values(hosts).map((host) => host[Symbol.asyncDispose]()));
  await provider[Symbol.asyncDispose]();
  await emulator[Symbol.asyncDispose]();
});

/** At the sign-in page, on the way to another one. */
function visiting(host: LocalHost, path = '/'): Promise<Visit> {
  return Visit.open(browser, host, { path, provider: provider.issuer });
}

async function signIn(visit: Visit, account: string | undefined): Promise<void> {
  provider.visitor = account;
  await visit.heading('Sign in').waitFor();
  await visit.button('Sign in').click();
}

const addressOf = ({ page }: Visit, { url }: LocalHost) => page.url().replace(url, '');

/** Requests that this page has sent from now on, as `POST /path`. */
function requestsOf({ page }: Visit): string[] {
  const seen: string[] = [];
  page.on('request', (request) => seen.push(`${request.method()} ${new URL(request.url()).pathname}`));
  return seen;
}

describe('IDN-1 with a provider', () => {
  it('goes there and comes back to the page that was asked for; the address keeps nothing', async () => {
    await using visit = await visiting(hosts.oidc, '/#/devices');
    await visit.page.getByText(`You sign in at ${new URL(provider.issuer).host}`).waitFor();
    await showsNothingOfOurs(visit);
    await visit.checked('outside-sign-in');
    const asked = visit.page.waitForRequest((request) => request.url().startsWith(`${provider.issuer}/auth`));
    await signIn(visit, 'ada');
    const query = Object.fromEntries(new URL((await asked).url()).searchParams);
    expect(query).toMatchObject({
      ...{ client_id: PAGE_CLIENT, code_challenge_method: 'S256', redirect_uri: `${hosts.oidc.url}/` },
      ...{ resource: AUDIENCE, response_type: 'code', scope: 'openid email' },
    });
    for (const name of ['code_challenge', 'nonce', 'state']) expect(query[name]).toMatch(/^[\w-]{43}$/);
    await visit.heading('Trusted devices').waitFor();
    await visit.page.getByText('ada@house.example').waitFor();
    expect(addressOf(visit, hosts.oidc)).toBe('/#/devices');
    expect(await keptIn(visit)).not.toContain('signing-in');
    expect(await visit.page.evaluate('localStorage.length')).toBe(0);
    await visit.page.reload();
    await visit.heading('Trusted devices').waitFor();
  });

  it('shows what is ours to change, and nothing of the account system’s', async () => {
    await using visit = await visiting(hosts.oidc);
    await signIn(visit, 'grace');
    await visit.heading('Security info').waitFor();
    for (const path of ['/password', '/recover', '/sign-up']) {
      await visit.page.goto(`${hosts.oidc.url}/#${path}`);
      await expect.poll(() => addressOf(visit, hosts.oidc), { message: path }).toBe('/#/');
    }
    await visit.go('/sign-in-options');
    await visit.link('Two-step verification').waitFor();
    expect(await visit.link(/^Password/).count()).toBe(0);
    await visit.link('App passwords').click();
    await visit.page.getByText('You have no app passwords.').waitFor();
    await visit.go('/data');
    await visit.link('Erase everything here…').click();
    await visit.page.getByText('Your account itself stays').waitFor();
    await visit.button('Erase everything here').click();
    await visit.refused('Read what this means and tick the box first.');
    await visit.checked('outside-forget');
    await visit.page.getByRole('checkbox').check();
    await visit.button('Erase everything here').click();
    await visit.page.getByText('Everything that we kept about your account is being erased.').waitFor();
  });

  it('REC-4 a notice’s link does what it says, and leads to no recovery of ours', async () => {
    await using visit = await visiting(hosts.oidc, '/api/links/repudiate-password#token=theirs');
    await visit.page.route('**/api/password/repudiate', (route) =>
      route.fulfill({ json: { recoveryId: 'begun', contacts: [] } }),
    );
    await visit.button('This wasn’t me').click();
    await visit.page.getByText('that password no longer works').waitFor();
    await visit.page.locator('main a[href="/"]').waitFor();
    expect(await visit.page.locator('a[href*="recover"]').count()).toBe(0);
    expect(await keptIn(visit)).not.toContain('begun');
  });

  it('refused there is said, and can be tried again', async () => {
    await using visit = await visiting(hosts.oidc);
    await signIn(visit, undefined);
    await visit.refused('it was cancelled or refused there');
    expect(addressOf(visit, hosts.oidc)).toBe('/#/sign-in');
    await visit.checked('outside-denied');
    await visit.page.route(`${provider.issuer}/**`, (route) => route.abort());
    await visit.button('Sign in').click();
    await visit.refused('can’t be reached right now');
    await visit.page.unrouteAll();
    await signIn(visit, 'joan');
    await visit.heading('Security info').waitFor();
  });

  it('an answer that this tab did not ask for is worth nothing, and sends nothing', async () => {
    // Without the provider: whatever is asked of it fails this test.
    await using visit = await Visit.open(browser, hosts.oidc, { path: '/?code=theirs&state=theirs' });
    await visit.refused('Signing in didn’t work.');
    expect(addressOf(visit, hosts.oidc)).toBe('/#/sign-in');
    expect(await keptIn(visit)).not.toContain('theirs');
  });

  it.each(['state', 'nonce'])('an answer with another %s is worth nothing', async (name) => {
    await using visit = await visiting(hosts.oidc);
    const sent = requestsOf(visit);
    let isChanged = false;
    // It stays: taken away now, it could take along the request that the redirection leads to.
    await visit.page.route(`${provider.issuer}/auth?**`, (route) => {
      if (isChanged) return route.fallback();
      isChanged = true;
      const address = new URL(route.request().url());
      address.searchParams.set(name, 'another');
      return route.fulfill({ status: 302, headers: { location: address.href } });
    });
    await signIn(visit, 'ada');
    await visit.refused('Signing in didn’t work.');
    expect(await keptIn(visit)).not.toContain('"session"');
    expect(sent.includes('POST /token')).toBe(name === 'nonce');
  });

  it('signing out ends the session here, and offers to end the one there', async () => {
    await using visit = await visiting(hosts.oidc);
    await signIn(visit, 'ada');
    await visit.heading('Security info').waitFor();
    const sent = requestsOf(visit);
    await visit.button('Sign out').click();
    await visit.page.getByText('You’re signed out.').waitFor();
    const there = visit.link('Sign out there, too');
    await visit.checked('outside-signed-out');
    expect(await keptIn(visit)).not.toContain('eyJ');
    const address = new URL((await there.getAttribute('href')) ?? '');
    expect(address.searchParams.get('client_id')).toBe(PAGE_CLIENT);
    expect(address.searchParams.get('id_token_hint')).toMatch(/^eyJ/);
    await there.click();
    await visit.page.waitForURL(`${provider.issuer}/session/end?**`);
    expect(sent).not.toContain('POST /api/sign-out');
  });

  it('takes ID tokens where they are what is meant for us, by keyboard alone', async () => {
    await using visit = await visiting(hosts.idToken);
    provider.visitor = 'mary';
    await visit.tabTo(visit.button('Sign in'));
    await visit.press('Enter');
    await visit.heading('Security info').waitFor();
    await visit.page.getByText('mary@house.example').waitFor();
  });

  it('an ID token that opens the service is in no address that signing out leads to', async () => {
    await using visit = await visiting(hosts.idToken);
    await signIn(visit, 'mary');
    await visit.heading('Security info').waitFor();
    await visit.button('Sign out').click();
    const there = (await visit.link('Sign out there, too').getAttribute('href')) ?? '';
    expect(new URL(there).searchParams.get('client_id')).toBe(PAGE_CLIENT);
    expect(there).not.toContain('eyJ');
  });

  it('whoever comes an hour later finds no question to the provider, and no way to end a session there', async () => {
    await using visit = await visiting(hosts.oidc);
    const longAgo = `sessionStorage.setItem('used', String(Date.now() - 61 * 60_000))`;
    // Nothing comes of going there: the page stays.
    await visit.page.route(`${provider.issuer}/auth?**`, (route) => route.fulfill({ status: 204 }));
    await signIn(visit, 'ada');
    await expect.poll(() => keptIn(visit)).toContain('signing-in');
    await visit.page.evaluate(longAgo);
    await visit.page.reload();
    await visit.heading('Sign in').waitFor();
    expect(await keptIn(visit)).not.toContain('signing-in');
    await visit.page.unrouteAll();
    await signIn(visit, 'ada');
    await visit.button('Sign out').click();
    await visit.link('Sign out there, too').waitFor();
    await visit.page.evaluate(`${longAgo}; document.dispatchEvent(new Event('visibilitychange'))`);
    await visit.link('Sign out there, too').waitFor({ state: 'detached' });
  });

  it.each([
    ['calls itself otherwise than its tokens are to', () => ({ issuer: `${provider.issuer}/` })],
    [
      'gives tokens where the page may not ask',
      () => ({ token_endpoint: 'https://elsewhere.example/token' }),
    ],
  ])('a provider that %s is asked for none', async (_, others) => {
    await using visit = await visiting(hosts.oidc);
    await visit.page.route('**/.well-known/openid-configuration', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...((await response.json()) as object), ...others() } });
    });
    const sent = requestsOf(visit);
    await signIn(visit, 'ada');
    await visit.refused('Signing in didn’t work.');
    expect(sent).not.toContain('GET /auth');
  });

  it('a step-up ends before the session does; an expired token leads back, and one not taken to a fresh sign-in', async () => {
    await using visit = await visiting(hosts.oidc);
    await signIn(visit, 'ada');
    await visit.heading('Security info').waitFor();
    await visit.go('/add-email');
    await visit.field('Email address').fill('ada@elsewhere.example');
    await visit.button('Send code').click();
    await visit.enterCode('ada@elsewhere.example');
    await visit.row('a•••@elsewhere.example').waitFor();
    expect(await keptIn(visit)).toContain('stepUp');
    await hosts.oidc.advance('PT16M');
    await visit.comeBack();
    await expect.poll(() => keptIn(visit)).not.toContain('stepUp');
    await visit.row('a•••@elsewhere.example').waitFor();
    await visit.go('/activity');
    await hosts.oidc.advance('P2D');
    await visit.comeBack();
    await visit.page.getByText('You were signed out').waitFor();
    await visit.checked('outside-ended');
    // The provider's clock is days behind now: what it gives is over when it comes.
    await signIn(visit, 'ada');
    await visit.refused('show again who you are');
    const asked = visit.page.waitForRequest((request) => request.url().startsWith(`${provider.issuer}/auth`));
    await visit.button('Sign in').click();
    expect(new URL((await asked).url()).searchParams.get('prompt')).toBe('login');
    // They have shown it: asking for more of the same would never end.
    await visit.refused('Signing in didn’t work.');
  });

  it('without a client of its own it says where signing in happens, and nothing that leads nowhere', async () => {
    for (const path of ['/', '/#/recover', '/#/sign-up', '/?code=x&state=y']) {
      await using visit = await Visit.open(browser, hosts.noClient, { path });
      await visit.heading('Sign in with your account’s own system').waitFor();
      await visit.page.getByText(`Your account is at ${new URL(provider.issuer).host}`).waitFor();
      expect(await visit.button('Sign in').count()).toBe(0);
      await showsNothingOfOurs(visit);
      if (path === '/') await visit.checked('outside-none');
    }
  });

  it('asks the provider where it signs people in, and nobody else', async () => {
    const connects = async ({ url }: LocalHost) => {
      const policy = (await fetch(url)).headers.get('content-security-policy');
      return /connect-src ([^;]*)/.exec(policy ?? '')?.[1];
    };
    expect(await connects(hosts.oidc)).toBe(`'self' ${provider.issuer}`);
    expect(await connects(hosts.noClient)).toBe("'self'");
  });
});
