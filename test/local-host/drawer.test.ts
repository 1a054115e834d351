import { beforeAll, describe, expect, it } from 'vitest';
import { article, PHONE_WIDTH, useDrawer } from '../support/drawer.js';
import { violations } from '../support/page-looks.js';
import { startHost } from '../support/start-host.js';

const drawer = useDrawer();
beforeAll(async () => {
  // More than the page shows at first.
  for (let count = 0; count < 52; count += 1) await drawer.send('many@example.org', `number ${count}.`);
});
describe('the page itself', () => {
  it.each(
    (['light', 'dark'] as const).flatMap((scheme) =>
      [320, PHONE_WIDTH, 1280].map((width) => [scheme, width] as const),
    ),
  )('is accessible to everybody (%s, %i px)', async (colorScheme, width) => {
    await drawer.send('axe@example.org', 'Code: 123456. See https://example.org/.');
    await using page = await drawer.open({
      colorScheme,
      viewport: { width, height: 800 },
      reducedMotion: 'reduce',
    });
    await page.evaluate('document.getElementById("provider").open = true');
    expect(await page.getByRole('combobox', { name: 'SMS' }).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Show older messages' }).waitFor();
    await page.getByRole('button', { name: '+10 minutes' }).click();
    await page.getByRole('status').filter({ hasText: 'Moved from' }).waitFor();
    await drawer.send('axe@example.org', 'another', { locale: 'ar' });
    await article(page, 'another').getByText('New', { exact: true }).first().waitFor();
    await drawer.host.provider('sms', 'throttle');
    await page.getByText('SMS: throttle').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.getByRole('textbox', { name: 'Another duration' }).fill('x');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'is no ISO 8601 duration' }).waitFor();
    await page.getByRole('combobox', { name: 'Only to' }).fill('nobody');
    await page.getByText('Nothing was sent to “nobody”.').waitFor();
    expect(await violations(page)).toEqual([]);
    await drawer.host.provider('sms', 'ok');
  });

  it('runs no script but its own, and is framed by nobody but its own', async () => {
    for (const path of ['/local', '/local/assets/drawer.css', '/local/assets/drawer.js']) {
      const { headers, status } = await fetch(drawer.host.url + path);
      expect(status).toBe(200);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
    const page = await (await fetch(`${drawer.host.url}/local`)).text();
    expect(page).not.toMatch(/<style|style=|\son[a-z]+=|<script(?! type="module" src="\/local\/)/);
    expect((await fetch(`${drawer.host.url}/local/assets/tsconfig.json`)).status).toBe(404);
  });

  it('is where browsers get to from the outbox and from the home page', async () => {
    const asked = { headers: { accept: 'text/html,*/*' }, redirect: 'manual' } as const;
    const sentOn = await fetch(`${drawer.host.url}/local/outbox?to=%2B4915&since=x`, asked);
    expect([sentOn.status, sentOn.headers.get('location')]).toEqual([302, '/local?to=%2B4915']);
    expect(await (await fetch(`${drawer.host.url}/local/outbox`)).json()).toBeInstanceOf(Array);
    await expect.poll(() => drawer.host.logs).toContain(`Outbox and clock: ${drawer.host.url}/local\n`);
    await using bare = await startHost({ app: 'test/fixtures/http-features' });
    expect(await (await fetch(bare.url)).text()).toContain('<a href="/local">Outbox and clock</a>');
  });
});
