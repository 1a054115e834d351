import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.js';
import { Holder } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';
import { Visit } from '../support/web-visit.js';

let host: LocalHost;
let browser: Browser;
beforeAll(async () => {
  [host, browser] = await Promise.all([startHost(), startBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await host[Symbol.asyncDispose]();
});

/** Signed in, and just now proven to be its holder where there are contacts. */
async function visiting(path: string, ...contacts: readonly string[]) {
  const holder = await Holder.signedUp(host);
  for (const address of contacts) await holder.addEmail(address);
  const visit = await Visit.open(browser, host, { signedIn: holder, path: `/#${path}` });
  return { holder, visit };
}

describe('coming back to the page', () => {
  it('while the service is in trouble takes away nothing of what is typed', async () => {
    const { holder, visit } = await visiting('/password');
    await using _ = visit;
    await visit.field('Current password').fill(holder.password);
    const trouble = { type: 'urn:security-info:problem:internal-error', code: 'internal-error', status: 500 };
    await visit.page.route('**/api/security-info', (route) => route.fulfill({ status: 500, json: trouble }));
    const answered = visit.page.waitForResponse('**/api/security-info');
    await visit.comeBack();
    await (await answered).finished();
    await visit.page.waitForTimeout(200);
    expect(await visit.field('Current password').inputValue()).toBe(holder.password);
  });

  it('looks anew once, whatever the browser tells of it', async () => {
    const { visit } = await visiting('/');
    await using _ = visit;
    await visit.page.getByText('You have no security info yet').waitFor();
    let asked = 0;
    visit.page.on('request', (request) => {
      if (request.url().endsWith('/api/security-info')) asked += 1;
    });
    // As a browser does whose tab is hidden and shown again.
    await visit.page.evaluate(`
      let state = 'hidden';
      Object.defineProperty(document, 'visibilityState', { get: () => state });
      const changed = () => document.dispatchEvent(new Event('visibilitychange'));
      window.dispatchEvent(new Event('blur'));
      changed();
      state = 'visible';
      changed();
      window.dispatchEvent(new Event('focus'));`);
    await visit.page.waitForTimeout(500);
    expect(asked).toBe(1);
  });
});
