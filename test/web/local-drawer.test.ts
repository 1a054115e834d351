import { expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';

const { host, open } = useBrowsedHost();

it('a visitor has the outbox and the clock beside the page', async () => {
  await using visit = await open();
  await visit.signUp('ada');
  await visit.link('Add an email address').click();
  await visit.page.getByRole('textbox').fill('ada@example.org');
  await visit.button('Send code').click();
  await visit.field('Security code').waitFor();

  await visit.button('Local outbox and clock').click();
  const drawer = visit.page.frameLocator('iframe');
  const code = await visit.code('ada@example.org');
  await drawer.getByText(code).first().waitFor();
  await visit.pictured('local-drawer');
  await visit.field('Security code').fill(code);
  await visit.button('Confirm').click();
  await visit.heading('Security info').waitFor();

  const before = await host.now();
  await drawer.getByRole('button', { name: '+1 day' }).click();
  const daysOn = async () => ((await host.now()).getTime() - before.getTime()) / 86_400_000;
  await expect.poll(daysOn, { timeout: 30_000 }).toBeGreaterThan(1);
  await visit.button('Close outbox and clock').click();
  expect(await visit.page.locator('iframe').count()).toBe(0);
});
