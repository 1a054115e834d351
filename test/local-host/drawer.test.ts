import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMessenger } from '../../src/adapters/communication/communication-messenger.js';
import { parseConnection } from '../../src/adapters/communication/connection.js';
import type { PlainAddress } from '../../src/domain/contact-address.js';
import type { MessageId, Messenger } from '../../src/ports/messenger.js';
import { startBrowser } from '../support/browser.js';
import { Holder } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';

const PHONE = 380;
const DAY_MS = 86_400_000;

let host: LocalHost;
let browser: Browser;
let messenger: Messenger;
/** What any page said that it should not have. */
let complaints: string[];
beforeAll(async () => {
  [host, browser] = await Promise.all([startHost(), startBrowser()]);
  const kept = await readFile(join(host.dataDir, 'communication.json'), 'utf8');
  const { accessKey, port } = JSON.parse(kept) as { accessKey: string; port: number };
  const senders = { email: 'from@example.com', sms: '+15550100', call: '+15550101' };
  const connection = parseConnection(`endpoint=http://127.0.0.1:${port}/;accesskey=${accessKey}`);
  messenger = createMessenger(connection!, senders);
});
afterAll(async () => {
  await browser.close();
  await host[Symbol.asyncDispose]();
});
beforeEach(() => {
  complaints = [];
});

async function open(options: BrowserContextOptions = {}, path = '/local'): Promise<Page & AsyncDisposable> {
  const context = await browser.newContext({ viewport: { width: PHONE, height: 800 }, ...options });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(host.url + path);
  await page.getByText(/real time/).waitFor();
  return Object.assign(page, { [Symbol.asyncDispose]: () => context.close() });
}

/** Straight to the provider stand-in, as an app of any kind would. */
async function send(to: string, text: string, { locale = 'en', subject = 'A subject' } = {}): Promise<void> {
  const sent = await messenger.send(
    {
      ...{ id: randomUUID() as MessageId, delivery: 'email', template: 'test', locale },
      ...{ to: to as PlainAddress, content: { subject, text, html: 'h' } },
    },
    { timeoutMs: 5000 },
  );
  expect(sent).toEqual({ kind: 'accepted' });
}

/** Presses Tab until what has the focus is called that. */
async function tabTo(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate('document.activeElement.id')) === id) return;
  }
  throw new Error(`Tab does not get to ${id}.`);
}

const modes = async () => await (await fetch(`${host.url}/local/provider`)).json();
const article = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text });

describe('the outbox on the page', () => {
  it('a message shows up by itself, newest first, its code copied by one tap', async () => {
    await using page = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    const holder = await Holder.signedUp(host);
    const address = `${randomUUID()}@example.org`;
    await holder.addEmail(address);
    await article(page, address).first().waitFor();

    const entries = await host.outbox({ to: address });
    const code = /\b\d{6,8}\b/.exec(entries[0]!.text)![0];
    await page.getByRole('combobox', { name: 'Only to' }).fill(address);
    const titles = await page.getByRole('heading', { level: 3 }).allTextContents();
    expect(titles).toEqual(entries.map(({ subject }) => subject).reverse());
    await page.getByRole('button', { name: `${code} Copy` }).click();
    await page.getByRole('button', { name: `${code} Copied` }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(code);
    const size = await page.evaluate(
      "parseFloat(getComputedStyle(document.querySelector('.digits')).fontSize)",
    );
    expect(size).toBeGreaterThan(24);
    expect(complaints).toEqual([]);
  });

  it('where the clipboard is closed, the code is selected', async () => {
    await send('closed@example.org', 'Code: 118822');
    await using page = await open({}, '/local?to=closed@example.org');
    await page.evaluate('navigator.clipboard.writeText = () => Promise.reject(new Error("closed"))');
    await page.getByRole('button', { name: '118822' }).click();
    await page.getByRole('button', { name: '118822 Selected' }).waitFor();
    expect(await page.evaluate('getSelection().toString()')).toBe('118822');
  });

  it('what comes is announced, marked, and moves neither focus nor what stands there', async () => {
    const to = `${randomUUID()}@example.org`;
    await send(to, 'the first one');
    await using page = await open();
    const recipient = article(page, 'the first one').getByRole('button', { name: to });
    await recipient.focus();
    await page.evaluate('window.before = document.activeElement');
    await send(to, 'the second one', { subject: 'Second' });
    await page
      .getByRole('status')
      .filter({ hasText: `New: Second, by Email, to ${to}.` })
      .waitFor();
    expect(await article(page, 'the second one').getByText('New', { exact: true }).isVisible()).toBe(true);
    expect(await article(page, 'the first one').getByText('New', { exact: true }).isVisible()).toBe(false);
    expect(await page.evaluate('document.activeElement === window.before')).toBe(true);

    await page.keyboard.press('Enter');
    expect(await page.getByRole('article').count()).toBe(2);
    expect(new URL(page.url()).searchParams.get('to')).toBe(to);
    expect(await page.evaluate('document.activeElement === window.before')).toBe(true);
  });

  it('older ones come when they are asked for', async () => {
    const to = `${randomUUID()}@example.org`;
    for (let count = 0; count < 52; count += 1) await send(to, `number ${count}.`);
    await using page = await open({}, `/local?to=${to}`);
    expect(await page.getByRole('article').count()).toBe(50);
    await page.getByRole('button', { name: 'Show older messages (2)' }).click();
    expect(await page.getByRole('article').last().textContent()).toContain('number 0.');
    expect(await page.getByRole('button', { name: 'older' }).isHidden()).toBe(true);
  });

  it('a hostile message is shown as text, and its links lead away safely', async () => {
    const text =
      '<img src=x onerror="document.title=1"> javascript:alert(1) https://example.org/#token=a. <b>b</b>';
    await send('hostile@example.org', text, { subject: '<script>document.title=1</script>' });
    await using page = await open({}, '/local?to=hostile@example.org');
    const shown = page.getByRole('article');
    expect(await shown.locator('.text').textContent()).toBe(text);
    expect(await shown.getByRole('heading').textContent()).toBe('<script>document.title=1</script>');
    expect(await shown.locator('img, script, b').count()).toBe(0);
    expect(await page.title()).toBe('Outbox and clock');
    const link = shown.getByRole('link');
    expect(await link.count()).toBe(1);
    expect(await link.getAttribute('href')).toBe('https://example.org/#token=a');
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    expect(complaints).toEqual([]);
  });

  it('a message reads in its own language and direction', async () => {
    await send('layla@example.org', 'رمز الأمان: 604418', { locale: 'ar', subject: 'رمز' });
    await send('layla@example.org', 'of no language', { locale: '?', subject: 'none' });
    await using page = await open({}, '/local?to=layla@example.org');
    const arabic = article(page, 'رمز الأمان').locator('.text');
    expect([await arabic.getAttribute('lang'), await arabic.getAttribute('dir')]).toEqual(['ar', 'rtl']);
    expect(await article(page, 'of no language').locator('.text').getAttribute('lang')).toBeNull();
  });

  it('rests while nobody looks, and says when the host is gone', async () => {
    await using page = await open();
    let asked = 0;
    page.on('request', () => (asked += 1));
    const look = (hidden: boolean) =>
      page.evaluate(
        `Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'))`,
      );
    await look(true);
    await page.waitForTimeout(500);
    asked = 0;
    await page.waitForTimeout(2500);
    expect(asked).toBe(0);
    await look(false);
    await page.waitForTimeout(500);
    expect(asked).toBeGreaterThan(0);

    await page.context().setOffline(true);
    await page.getByRole('alert').filter({ hasText: 'does not answer' }).waitFor();
    await page.context().setOffline(false);
    await page.getByRole('alert').filter({ hasText: 'does not answer' }).waitFor({ state: 'detached' });
  });
});

describe('the clock on the page', () => {
  it('thirty days by one press, and what was sent in them', async () => {
    const holder = await Holder.signedUp(host);
    const address = `${randomUUID()}@example.org`;
    await holder.addEmail(address);
    await holder.removeAll();
    await holder.noticesSettled(address);
    await using page = await open();
    const before = await host.now();
    const known = (await host.outbox()).length;
    await page.getByRole('button', { name: '+30 days' }).focus();
    await page.keyboard.press('Enter');
    const outcome = page.getByRole('status').filter({ hasText: 'Moved from' });
    await outcome.waitFor();
    const after = await host.now();
    expect(after.getTime() - before.getTime()).toBeGreaterThanOrEqual(30 * DAY_MS);
    const sent = (await host.outbox()).length - known;
    expect(sent).toBeGreaterThan(0);
    expect(await outcome.textContent()).toContain(
      `${sent} message${sent === 1 ? ' was' : 's were'} sent meanwhile`,
    );
    expect(await page.getByText('New', { exact: true }).filter({ visible: true }).count()).toBe(sent);
    expect(await page.getByText(/^30 days .*ahead of real time$/).isVisible()).toBe(true);
    const shown = Date.parse((await page.locator('#now').getAttribute('datetime')) ?? '');
    expect(Math.abs(shown - after.getTime())).toBeLessThan(60_000);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('+30 days');
    expect(complaints).toEqual([]);
  });

  it('a duration of one’s own, with progress on the way', async () => {
    await using page = await open();
    const before = await host.now();
    const field = page.getByRole('textbox', { name: 'Another duration' });
    await field.fill('soon');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: '“soon” is no ISO 8601 duration' }).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await page.evaluate('document.activeElement.id')).toBe('duration');

    await field.fill('p90d');
    await page.keyboard.press('Enter');
    const progress = page.getByRole('progressbar', { name: /On the way to/ });
    await progress.waitFor();
    const share = async () => Number(await progress.getAttribute('value'));
    await expect.poll(share).toBeGreaterThan(0.01);
    expect(await share()).toBeLessThan(1);
    await page.getByRole('status').filter({ hasText: 'Moved from' }).waitFor();
    expect(await progress.isHidden()).toBe(true);
    expect(await field.inputValue()).toBe('');
    expect((await host.now()).getTime() - before.getTime()).toBeGreaterThanOrEqual(90 * DAY_MS);
  });
});

describe('the provider on the page', () => {
  it('is switched by keyboard alone, and shows what others switch', async () => {
    await using page = await open();
    await tabTo(page, 'advance-now');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await tabTo(page, 'mode-sms');
    await page.keyboard.type('Down');
    await page.getByRole('status').filter({ hasText: 'SMS is set to: down.' }).waitFor();
    expect(await modes()).toMatchObject({ email: 'ok', sms: 'down', call: 'ok' });
    expect(await page.getByText('SMS: down').isVisible()).toBe(true);

    await host.provider('sms', 'ok');
    await host.provider('call', 'reject');
    await page.getByText('Call: reject').waitFor();
    expect(await page.getByRole('combobox', { name: 'SMS' }).inputValue()).toBe('ok');
    expect(await page.getByRole('combobox', { name: 'Call' }).inputValue()).toBe('reject');
    await host.provider('call', 'ok');
    await page.getByText('delivers everything').waitFor();
  });
});

describe('the page itself', () => {
  it.each(
    (['light', 'dark'] as const).flatMap((scheme) =>
      [320, PHONE, 1280].map((width) => [scheme, width] as const),
    ),
  )('is accessible to everybody (%s, %i px)', async (colorScheme, width) => {
    await send('axe@example.org', 'Code: 123456. See https://example.org/.');
    await using page = await open({ colorScheme, viewport: { width, height: 800 }, reducedMotion: 'reduce' });
    await page.evaluate('document.getElementById("provider").open = true');
    expect(await page.getByRole('combobox', { name: 'SMS' }).isVisible()).toBe(true);
    await page.getByRole('button', { name: '+10 minutes' }).click();
    await page.getByRole('status').filter({ hasText: 'Moved from' }).waitFor();
    await send('axe@example.org', 'another', { locale: 'ar' });
    await article(page, 'another').getByText('New', { exact: true }).first().waitFor();
    await host.provider('sms', 'throttle');
    await page.getByText('SMS: throttle').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.getByRole('textbox', { name: 'Another duration' }).fill('x');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'is no ISO 8601 duration' }).waitFor();
    await page.getByRole('combobox', { name: 'Only to' }).fill('nobody');
    await page.getByText('Nothing was sent to “nobody”.').waitFor();
    expect(await violations(page)).toEqual([]);
    await host.provider('sms', 'ok');
  });

  it('runs no script but its own, and is framed by nobody but its own', async () => {
    for (const path of ['/local', '/local/assets/drawer.css', '/local/assets/drawer.js']) {
      const { headers, status } = await fetch(host.url + path);
      expect(status).toBe(200);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
    const page = await (await fetch(`${host.url}/local`)).text();
    expect(page).not.toMatch(/<style|style=|\son[a-z]+=|<script(?! type="module" src="\/local\/)/);
    expect((await fetch(`${host.url}/local/assets/tsconfig.json`)).status).toBe(404);
  });

  it('is where browsers get to from the outbox and from the home page', async () => {
    const asked = { headers: { accept: 'text/html,*/*' }, redirect: 'manual' } as const;
    const sentOn = await fetch(`${host.url}/local/outbox?to=%2B4915&since=x`, asked);
    expect([sentOn.status, sentOn.headers.get('location')]).toEqual([302, '/local?to=%2B4915']);
    expect(await (await fetch(`${host.url}/local/outbox`)).json()).toBeInstanceOf(Array);
    expect(host.logs).toContain(`Outbox and clock: ${host.url}/local\n`);
    await using bare = await startHost({ app: 'test/fixtures/http-features' });
    expect(await (await fetch(bare.url)).text()).toContain('<a href="/local">Outbox and clock</a>');
  });
});

/** What axe finds wrong with the page as it stands. */
async function violations(page: Page): Promise<readonly string[]> {
  // The page's own policy forbids foreign scripts; the test's comes in beside it.
  await page.evaluate(axe.source);
  const found = await page.evaluate('axe.run()');
  return (found as { violations: { id: string; nodes: { html: string }[] }[] }).violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
}
