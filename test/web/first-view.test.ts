import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';
import { Holder } from '../support/holder.js';

interface FirstView {
  readonly bytes: number;
  readonly requests: readonly { readonly url: string; readonly bytes: number }[];
}
type Measure = (page: Page, url: string, how: { readonly shows: string }) => Promise<FirstView>;

const BOUND = 150_000;
const { browser, host } = useBrowsedHost();
let firstView: Measure;
beforeAll(async () => {
  // Measured as `npm run bench -- page` does.
  const measure = '../../bench/support/first-view.mjs';
  ({ firstView } = (await import(measure)) as { readonly firstView: Measure });
});

/** Of somebody who is signed in, as the page keeps it in its tab. */
async function sessionOf(): Promise<string> {
  const { signInName, token } = await Holder.signedUp(host);
  return JSON.stringify({ asks: 'nothing', signInName, token });
}

describe.each([
  ['signing in', 'en-US', 'Sign in', false],
  ['the list of security info', 'en-US', 'Security info', true],
  ['signing in, in Arabic', 'ar-EG', 'تسجيل الدخول', false],
  ['signing in, in Japanese', 'ja-JP', 'サインイン', false],
] as const)('the first view: %s', (_name, locale, shows, isIn) => {
  let view: FirstView;
  const answers = new Map<string, Readonly<Record<string, string>>>();
  beforeAll(async () => {
    const context = await browser().newContext({ locale, viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    const session = isIn ? await sessionOf() : '';
    if (isIn) await page.addInitScript(`sessionStorage.setItem('session', ${JSON.stringify(session)})`);
    page.on('response', (response) => answers.set(response.url(), response.headers()));
    view = await firstView(page, `${host.url}/`, { shows });
    await context.close();
  });

  it('weighs less than 150 kB over the wire, headers included', () => {
    expect(view.bytes).toBeLessThan(BOUND);
    expect(view.requests.length).toBeGreaterThanOrEqual(5);
    for (const { bytes, url } of view.requests) expect(bytes, url).toBeGreaterThan(0);
  });

  it('is asked for here and nowhere else, in one language', () => {
    const elsewhere = view.requests.filter(({ url }) => !url.startsWith(`${host.url}/`));
    expect(elsewhere).toEqual([]);
    expect(view.requests.filter(({ url }) => url.includes('texts')).length).toBe(1);
  });

  it('is kept for good under names of what is in it; the page itself is asked for anew', () => {
    const { origin } = new URL(host.url);
    expect(answers.get(`${origin}/`)?.['cache-control']).toBe('no-cache');
    const assets = view.requests.filter(({ url }) => !['/', '/api'].some((path) => isAt(url, path)));
    expect(assets.length).toBeGreaterThanOrEqual(4);
    for (const { url } of assets) {
      expect(new URL(url).pathname).toMatch(/^\/assets\/[\w-]+-[\w-]{8}\.(?:js|css|svg)$/);
      const { 'cache-control': kept, 'content-encoding': coding } = answers.get(url) ?? {};
      expect([url, kept, coding]).toEqual([url, 'public, max-age=31536000, immutable', 'br']);
    }
  });
});

/** `/` is the page alone, `/api` all of the API. */
function isAt(url: string, path: string): boolean {
  const { pathname } = new URL(url);
  return path === '/' ? pathname === '/' : pathname.startsWith(`${path}/`);
}
