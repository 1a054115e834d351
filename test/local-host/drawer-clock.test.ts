import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useDrawer } from '../support/drawer.js';
import { Holder } from '../support/holder.js';

const DAY_MS = 86_400_000;

interface Progress {
  readonly isSeen: boolean;
  readonly name: string;
  readonly share: number;
}

/** What the page shows while time moves is gone when it has arrived. */
const WATCH_PROGRESS = `
  window.seen = [];
  const bar = document.getElementById('progress');
  const name = document.getElementById(bar.getAttribute('aria-labelledby'));
  const note = () => seen.push({ isSeen: bar.checkVisibility(), name: name.textContent, share: bar.value });
  new MutationObserver(note).observe(bar, { attributes: true });`;

const drawer = useDrawer();

describe('the clock on the page', () => {
  it('thirty days by one press, and what was sent in them', async () => {
    const holder = await Holder.signedUp(drawer.host);
    const address = `${randomUUID()}@example.org`;
    await holder.addEmail(address);
    await holder.removeAll();
    await holder.noticesSettled(address);
    await using page = await drawer.open();
    const before = await drawer.host.now();
    const known = (await drawer.host.outbox()).length;
    await page.getByRole('button', { name: '+30 days' }).focus();
    await page.keyboard.press('Enter');
    const outcome = page.getByRole('status').filter({ hasText: 'Moved from' });
    await outcome.waitFor();
    const after = await drawer.host.now();
    expect(after.getTime() - before.getTime()).toBeGreaterThanOrEqual(30 * DAY_MS);
    const sent = (await drawer.host.outbox()).length - known;
    expect(sent).toBeGreaterThan(0);
    expect(await outcome.textContent()).toContain(
      `${sent} message${sent === 1 ? ' was' : 's were'} sent meanwhile`,
    );
    expect(await page.getByText('New', { exact: true }).filter({ visible: true }).count()).toBe(sent);
    expect(await page.getByText(/^30 days .*ahead of real time$/).isVisible()).toBe(true);
    const shown = Date.parse((await page.locator('#now').getAttribute('datetime')) ?? '');
    expect(Math.abs(shown - after.getTime())).toBeLessThan(60_000);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('+30 days');
    expect(page.complaints).toEqual([]);
  });

  it('a duration of one’s own, with progress on the way', async () => {
    await using page = await drawer.open();
    const before = await drawer.host.now();
    const field = page.getByRole('textbox', { name: 'Another duration' });
    await field.fill('soon');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: '“soon” is no ISO 8601 duration' }).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await page.evaluate('document.activeElement.id')).toBe('duration');

    await page.evaluate(WATCH_PROGRESS);
    await field.fill('p90d');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Moved from' }).waitFor();
    const shown = await page.evaluate<readonly Progress[]>('window.seen');
    const onTheWay = shown.filter(({ isSeen, share }) => isSeen && share > 0.01 && share < 1);
    expect(onTheWay[0]?.name).toMatch(/^On the way to/);
    expect(await page.getByRole('progressbar').isVisible()).toBe(false);
    expect(await field.inputValue()).toBe('');
    expect((await drawer.host.now()).getTime() - before.getTime()).toBeGreaterThanOrEqual(90 * DAY_MS);
  });
});
