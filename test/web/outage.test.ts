import type { Page, Request } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';
import { freePort } from '../support/free-port.js';
import { Holder } from '../support/holder.js';
import type { Visit } from '../support/web-visit.js';

// The page finds the host again where it was.
const { host, open } = useBrowsedHost({ port: await freePort() });

async function signedIn(options: { readonly language?: string } = {}): Promise<Visit> {
  const holder = await Holder.signedUp(host);
  const visit = await open(options);
  await visit.signIn(holder.signInName);
  await visit.heading('Security info').waitFor();
  return visit;
}

const outage = (page: Page) => page.getByRole('alert').filter({ hasText: 'reach the service right now' });
const isBack = (page: Page) => page.getByRole('status').filter({ hasText: 'connected again' }).waitFor();
const codesTo = async (address: string) =>
  (await host.outbox({ to: address })).filter(({ template }) => template === 'security-code').length;

/** The request is done, its answer is lost on the way, and nothing gets through until that is said. */
async function loseAnswer(page: Page, path: string): Promise<readonly (string | undefined)[]> {
  const keys: (string | undefined)[] = [];
  page.on('request', (request: Request) => {
    if (request.method() === 'POST' && new URL(request.url()).pathname.endsWith(path))
      keys.push(request.headers()['idempotency-key']);
  });
  await page.route(
    `**${path}`,
    async (route) => {
      await route.fetch();
      await shut(page);
      await route.abort('connectionreset');
    },
    { times: 1 },
  );
  return keys;
}

/** The page looks again by itself: while it may not, what it says can be read. */
async function shut(page: Page): Promise<void> {
  await page.route('**/api/**', (route) => route.abort());
}

async function saidThenOver(page: Page): Promise<void> {
  await outage(page).waitFor();
  await page.unroute('**/api/**');
  await isBack(page);
}

describe('the service can’t be reached', () => {
  it('the page says so, keeps what was typed, and goes on by itself', async () => {
    const address = 'outage@example.org';
    await using visit = await signedIn();
    await visit.go('/add-email');
    const typed = visit.page.getByRole('textbox');
    await typed.fill(address);
    await host.kill();
    await visit.button('Send code').click();
    await outage(visit.page).waitFor();
    const told = visit.page.locator('main [role="alert"]').filter({ hasText: 'nothing is done twice' });
    await told.waitFor();
    expect(await typed.inputValue()).toBe(address);
    await visit.checked('outage');
    await host.start();
    await isBack(visit.page);
    await outage(visit.page).waitFor({ state: 'detached' });
    await told.waitFor({ state: 'detached' });
    expect(await typed.inputValue()).toBe(address);
    await visit.button('Send code').click();
    await visit.enterCode(address);
    await visit.heading('Security info').waitFor();
    expect(await codesTo(address)).toBe(1);
  });

  it('what was shown stays, and is fetched anew when it is back', async () => {
    await using visit = await signedIn();
    const add = visit.link('Add an email address');
    await add.waitFor();
    await host.kill();
    await visit.comeBack();
    await outage(visit.page).waitFor();
    expect(await add.count()).toBe(1);
    const again = visit.page.waitForResponse('**/api/security-info');
    await host.start();
    await isBack(visit.page);
    expect((await again).status()).toBe(200);
  });

  it('a page opened meanwhile says so, and is there when it is back', async () => {
    await using visit = await signedIn();
    await host.kill();
    await visit.page.evaluate('location.hash = "#/activity"');
    await outage(visit.page).waitFor();
    await visit.button('Try again').waitFor();
    await visit.checked('outage-loading');
    await host.start();
    await isBack(visit.page);
    await visit.button('Try again').waitFor({ state: 'detached' });
  });
});

describe('DUR-4 an answer that was lost', () => {
  it('of a code being asked for: the repeated request is the same one', async () => {
    const address = 'lost@example.org';
    await using visit = await signedIn();
    await visit.go('/add-email');
    await visit.page.getByRole('textbox').fill(address);
    const keys = await loseAnswer(visit.page, '/api/security-info');
    await visit.button('Send code').click();
    await saidThenOver(visit.page);
    await visit.button('Send code').click();
    await visit.field('Security code').waitFor();
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBeDefined();
    expect(keys[1]).toBe(keys[0]);
    await visit.code(address);
    expect(await codesTo(address)).toBe(1);
  });

  it('of a code being entered: it counts, and is not "used already"', async () => {
    const address = 'entered@example.org';
    await using visit = await signedIn();
    await visit.go('/add-email');
    await visit.page.getByRole('textbox').fill(address);
    await visit.button('Send code').click();
    await visit.field('Security code').waitFor();
    const keys = await loseAnswer(visit.page, '/verify');
    await visit.enterCode(address);
    await saidThenOver(visit.page);
    expect(await visit.field('Security code').inputValue()).toMatch(/^\d{6}$/);
    await visit.button('Confirm').click();
    await visit.heading('Security info').waitFor();
    expect(keys[1]).toBe(keys[0]);
  });

  it('of something else is not repeated: another address is another request', async () => {
    await using visit = await signedIn();
    await visit.go('/add-email');
    const keys = await loseAnswer(visit.page, '/api/security-info');
    await visit.page.getByRole('textbox').fill('first@example.org');
    await visit.button('Send code').click();
    await saidThenOver(visit.page);
    await visit.page.getByRole('textbox').fill('second@example.org');
    await visit.button('Send code').click();
    await visit.field('Security code').waitFor();
    expect(new Set(keys).size).toBe(2);
  });
});

describe('a part of the page can’t be had', () => {
  it('after a release an open page is loaded again, and goes on', async () => {
    await using visit = await signedIn();
    const { page } = visit;
    await page.route('**/assets/phone-form-*.js', (route) => route.fulfill({ status: 404 }), { times: 1 });
    await page.route(
      (url) => url.pathname === '/',
      async (route) => {
        // The page of the next release, for the script that looks; whoever loads it gets the one there is.
        if (route.request().resourceType() !== 'fetch') return route.continue();
        return route.fulfill({ body: '<script type="module" src="/assets/index-next.js"></script>' });
      },
    );
    const loadedAgain = page.waitForEvent('load');
    await visit.link('Add a phone number').click();
    await loadedAgain;
    await visit.field('Phone number').waitFor();
  });

  it('without its words it says so in English, and comes once they are there', async () => {
    await using visit = await open({ language: 'de' });
    const { page } = visit;
    await page.route('**/_texts_de-*', (route) => route.abort());
    await page.reload();
    await page.getByRole('alert').getByText('We can’t load this page right now').waitFor();
    await visit.checked('not-loaded');
    await page.unroute('**/_texts_de-*');
    await visit.button('Load again').click();
    await visit.heading('Anmelden').waitFor();
  });
});

describe('what the page can do without', () => {
  it('a browser that keeps nothing: it lives in memory', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await open();
    await visit.page.addInitScript(`for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });`);
    await visit.page.reload();
    await visit.signIn(holder.signInName);
    await visit.heading('Security info').waitFor();
    await visit.page.getByLabel('Language').selectOption('de');
    await visit.heading('Sicherheitsinformationen').waitFor();
    await visit.button('Abmelden').click();
    await visit.heading('Anmelden').waitFor();
  });

  it('something foreign in its place: nobody is signed in', async () => {
    await using visit = await open();
    await visit.page.evaluate(
      'sessionStorage.setItem("session", "{"), localStorage.setItem("language", "[")',
    );
    await visit.page.reload();
    await visit.heading('Sign in').waitFor();
  });

  it('a language that can’t be fetched: it stays what it was, and comes with the next load', async () => {
    await using visit = await open();
    const choice = visit.page.getByLabel('Language');
    await visit.page.route('**/_texts_de-*', (route) => route.abort());
    await shut(visit.page);
    await choice.selectOption('de');
    await saidThenOver(visit.page);
    await expect.poll(() => choice.inputValue()).toBe('en');
    await visit.page.unroute('**/_texts_de-*');
    await visit.page.reload();
    await visit.heading('Anmelden').waitFor();
  });
});
