import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { article, useDrawer } from '../support/drawer.js';
import { Holder } from '../support/holder.js';

const drawer = useDrawer();

describe('the outbox on the page', () => {
  it('a message shows up by itself, newest first, its code copied by one tap', async () => {
    await using page = await drawer.open({ permissions: ['clipboard-read', 'clipboard-write'] });
    const holder = await Holder.signedUp(drawer.host);
    const address = `${randomUUID()}@example.org`;
    await holder.addEmail(address);
    await article(page, address).first().waitFor();

    const entries = await drawer.host.outbox({ to: address });
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
    expect(page.complaints).toEqual([]);
  });

  it('where the clipboard is closed, the code is selected', async () => {
    await drawer.send('closed@example.org', 'Code: 118822');
    await using page = await drawer.open({}, '/local?to=closed@example.org');
    await page.evaluate('navigator.clipboard.writeText = () => Promise.reject(new Error("closed"))');
    await page.getByRole('button', { name: '118822' }).click();
    await page.getByRole('button', { name: '118822 Selected' }).waitFor();
    expect(await page.evaluate('getSelection().toString()')).toBe('118822');
  });

  it('what comes is announced, marked, and moves neither focus nor what stands there', async () => {
    const to = `${randomUUID()}@example.org`;
    await drawer.send(to, 'the first one');
    await using page = await drawer.open();
    const recipient = article(page, 'the first one').getByRole('button', { name: to });
    await recipient.focus();
    await page.evaluate('window.before = document.activeElement');
    await drawer.send(to, 'the second one', { subject: 'Second' });
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
    for (let count = 0; count < 52; count += 1) await drawer.send(to, `number ${count}.`);
    await using page = await drawer.open({}, `/local?to=${to}`);
    const more = page.getByRole('button', { name: 'Show older messages (2)' });
    await more.waitFor();
    expect(await page.getByRole('article').count()).toBe(50);
    await more.click();
    expect(await page.getByRole('article').last().textContent()).toContain('number 0.');
    expect(await page.getByRole('button', { name: 'older' }).isHidden()).toBe(true);
  });

  it('a hostile message is shown as text, and its links lead away safely', async () => {
    const text =
      '<img src=x onerror="document.title=1"> javascript:alert(1) https://example.org/#token=a. <b>b</b>';
    await drawer.send('hostile@example.org', text, { subject: '<script>document.title=1</script>' });
    await using page = await drawer.open({}, '/local?to=hostile@example.org');
    const shown = page.getByRole('article');
    expect(await shown.locator('.text').textContent()).toBe(text);
    expect(await shown.getByRole('heading').textContent()).toBe('<script>document.title=1</script>');
    expect(await shown.locator('img, script, b').count()).toBe(0);
    expect(await page.title()).toBe('Outbox and clock');
    const link = shown.getByRole('link');
    expect(await link.count()).toBe(1);
    expect(await link.getAttribute('href')).toBe('https://example.org/#token=a');
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    expect(page.complaints).toEqual([]);
  });

  it('a message reads in its own language and direction', async () => {
    await drawer.send('layla@example.org', 'رمز الأمان: 604418', { locale: 'ar', subject: 'رمز' });
    await drawer.send('layla@example.org', 'of no language', { locale: '?', subject: 'none' });
    await using page = await drawer.open({}, '/local?to=layla@example.org');
    const arabic = article(page, 'رمز الأمان').locator('.text');
    expect([await arabic.getAttribute('lang'), await arabic.getAttribute('dir')]).toEqual(['ar', 'rtl']);
    expect(await article(page, 'of no language').locator('.text').getAttribute('lang')).toBeNull();
  });

  it('rests while nobody looks, and says when the host is gone', async () => {
    await using page = await drawer.open();
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
    await expect.poll(() => asked).toBeGreaterThan(0);

    await page.context().setOffline(true);
    await page.getByRole('alert').filter({ hasText: 'does not answer' }).waitFor();
    await page.context().setOffline(false);
    await page.getByRole('alert').filter({ hasText: 'does not answer' }).waitFor({ state: 'detached' });
  });
});
