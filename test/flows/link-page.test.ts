import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.js';
import { Holder } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';

let host: LocalHost;
let browser: Browser;
beforeAll(async () => {
  [host, browser] = await Promise.all([startHost(), startBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await host[Symbol.asyncDispose]();
});

/** A holder whose last contact was removed, and the link that was sent there. */
async function protectedHolder(email: string) {
  const holder = await Holder.signedUp(host);
  await holder.addEmail(email);
  await holder.removeAll();
  await holder.noticesSettled(email);
  const { path, token } = await holder.link(email, 'protection-started');
  return { holder, url: `${host.url}${path}#token=${token}` };
}

const stateOf = async (holder: Holder) => (await holder.info()).body.protection.state;

/** What axe finds wrong with the page as it stands. */
async function violations(page: Page): Promise<readonly string[]> {
  // The page's own policy forbids foreign scripts; the test's comes in beside it.
  await page.evaluate(axe.source);
  const found = await page.evaluate('axe.run()');
  return (found as { violations: { id: string }[] }).violations.map(({ id }) => id);
}

describe('REP-2 the page behind a notice’s link, in a browser', () => {
  it.each(['light', 'dark'] as const)(
    'opened, it changes nothing; confirmed by keyboard, it cancels (%s)',
    async (colorScheme) => {
      const { holder, url } = await protectedHolder(`${colorScheme}@example.org`);
      const page = await browser.newPage({ colorScheme, viewport: { width: 320, height: 640 } });
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(url);
      expect(await page.title()).toBe('Keep your security info?');
      expect(await violations(page)).toEqual([]);
      expect(await stateOf(holder)).toBe('protected');
      expect(requests.filter((one) => one.includes('#') || !one.startsWith(host.url))).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);

      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByRole('status').filter({ hasText: 'Done.' }).waitFor();
      expect(await stateOf(holder)).toBe('normal');
      expect(await violations(page)).toEqual([]);
      expect(errors).toEqual([]);
      await page.close();

      const again = await browser.newPage({ colorScheme });
      await again.goto(url);
      await again.getByRole('button').click();
      await again.getByRole('status').filter({ hasText: 'nothing left to cancel' }).waitFor();
      await again.close();
    },
  );

  it('says when the address was cut off, and when the service can’t be reached', async () => {
    const { url } = await protectedHolder('cut@example.org');
    const page = await browser.newPage();
    await page.goto(url.replace(/#.*/, ''));
    await page.getByRole('status').filter({ hasText: 'not complete' }).waitFor();
    expect(await page.getByRole('button').isDisabled()).toBe(true);
    await page.goto('about:blank');
    await page.goto(url);
    await page.context().setOffline(true);
    await page.getByRole('button').click();
    await page.getByRole('status').filter({ hasText: 'can’t be reached' }).waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button').click();
    await page.getByRole('status').filter({ hasText: 'Done.' }).waitFor();
    await page.close();
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
