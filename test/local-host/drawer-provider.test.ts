import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useDrawer } from '../support/drawer.js';

const drawer = useDrawer();

/** Presses Tab until what has the focus is called that. */
async function tabTo(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate('document.activeElement.id')) === id) return;
  }
  throw new Error(`Tab does not get to ${id}.`);
}

const modes = async () => await (await fetch(`${drawer.host.url}/local/provider`)).json();

describe('the provider on the page', () => {
  it('is switched by keyboard alone, and shows what others switch', async () => {
    await using page = await drawer.open();
    await tabTo(page, 'advance-now');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await tabTo(page, 'mode-sms');
    await page.keyboard.type('Down');
    await page.getByRole('status').filter({ hasText: 'SMS is set to: down.' }).waitFor();
    expect(await modes()).toMatchObject({ email: 'ok', sms: 'down', call: 'ok' });
    expect(await page.getByText('SMS: down').isVisible()).toBe(true);

    await drawer.host.provider('sms', 'ok');
    await drawer.host.provider('call', 'reject');
    await page.getByText('Call: reject').waitFor();
    expect(await page.getByRole('combobox', { name: 'SMS' }).inputValue()).toBe('ok');
    expect(await page.getByRole('combobox', { name: 'Call' }).inputValue()).toBe('reject');
    await drawer.host.provider('call', 'ok');
    await page.getByText('delivers everything').waitFor();
  });
});
