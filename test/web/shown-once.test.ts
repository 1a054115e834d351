import { describe, expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';
import { Holder } from '../support/holder.js';
import { saved, seated } from '../support/seated.js';
import type { Visit } from '../support/web-visit.js';

const { host, browser } = useBrowsedHost();

const copied = (visit: Visit): Promise<string> =>
  visit.page.evaluate<string>('navigator.clipboard.readText()');

const secretOf = async (visit: Visit): Promise<string> =>
  (await visit.page.locator('.secret').textContent()) ?? '';

describe('APP-1 app passwords', () => {
  it('are named, shown once, copied, listed and revoked', async () => {
    await using seat = await seated(browser(), host, 'app@example.org');
    const { holder, keys, visit } = seat;
    const opens = async (appPassword: string): Promise<number> =>
      (await new Holder(host).post('/api/sign-in/app', { signInName: holder.signInName, appPassword }))
        .status;
    await visit.go('/app-passwords');
    await visit.page.getByText('You have no app passwords.').waitFor();
    await visit.checked('app-passwords-none');
    await keys.type(visit.field('Name'), '   ');
    await visit.press('Enter');
    await visit.page.getByText('Give it a name').waitFor();
    await keys.type(visit.field('Name'), 'Mail on my old phone');
    await visit.press('Enter');
    // Not now, and then all the same: what was typed is still there.
    await visit.heading('App passwords').waitFor();
    await visit.page.getByRole('dialog').waitFor();
    await visit.press('Escape');
    await visit.page.getByRole('dialog').waitFor({ state: 'detached' });
    await keys.use(visit.button('Make app password'));
    await keys.stepUp(holder.email);
    await visit.page.getByText('We show it only now.').waitFor();
    expect(await visit.focused()).toBe('Your app password for Mail on my old phone');
    const appPassword = await secretOf(visit);
    expect(appPassword).toMatch(/^[0-9a-z]{4}(-[0-9a-z]{4}){4}$/);
    await visit.checked('app-password-made');
    await keys.use(visit.button('Copy'));
    await visit.button('Copied').waitFor();
    expect(await copied(visit)).toBe(appPassword);
    expect(await opens(appPassword)).toBe(200);

    await visit.page.reload();
    await visit.button('Revoke Mail on my old phone').waitFor();
    expect(await visit.page.content()).not.toContain(appPassword);
    await visit.page.getByText(/^Last used/).waitFor();
    await visit.checked('app-passwords');
    await keys.use(visit.button('Revoke Mail on my old phone'));
    const confirm = visit.page.getByRole('dialog', { name: 'Revoke this app password?' });
    await confirm.waitFor();
    await visit.checked('app-password-revoke');
    await keys.use(confirm.getByRole('button', { name: 'Revoke' }));
    await visit.page.getByText('You have no app passwords.').waitFor();
    await expect.poll(() => visit.focused()).toBe('App passwords');
    expect(await opens(appPassword)).toBe(401);
  });

  it('are gone from the page with “Done” and by going elsewhere, and are not kept in the browser', async () => {
    await using seat = await seated(browser(), host, 'gone@example.org');
    const { holder, keys, visit } = seat;
    await visit.go('/app-passwords');
    await keys.type(visit.field('Name'), 'First');
    await visit.press('Enter');
    await keys.stepUp(holder.email);
    await visit.button('Done').waitFor();
    const first = await secretOf(visit);
    await keys.use(visit.button('Done'));
    await visit.button('Make app password').waitFor();
    expect(await visit.page.content()).not.toContain(first);

    await keys.type(visit.field('Name'), 'Second');
    await visit.press('Enter');
    await visit.button('Done').waitFor();
    const second = await secretOf(visit);
    await visit.go('/sign-in-options');
    await visit.page.goBack();
    await visit.button('Revoke Second').waitFor();
    expect(await visit.page.content()).not.toContain(second);
    const kept = await visit.page.evaluate<string>(
      'JSON.stringify([{...sessionStorage}, {...localStorage}])',
    );
    expect(kept).not.toContain(first);
    expect(kept).not.toContain(second);
  });

  it('are at most twenty, and the page says so', async () => {
    await using seat = await seated(browser(), host, 'many@example.org');
    const { holder, keys, visit } = seat;
    for (let n = 1; n <= 20; n += 1)
      expect((await holder.post('/api/app-passwords', { name: `App ${n}` })).status).toBe(201);
    await visit.go('/app-passwords');
    await keys.type(visit.field('Name'), 'One too many');
    await visit.press('Enter');
    await keys.stepUp(holder.email);
    await visit.page.getByText('You have as many app passwords as an account can have (20).').waitFor();
    await visit.checked('app-passwords-limit');
  });

  it('have names of any length, and say so where the browser does not copy', async () => {
    await using seat = await seated(browser(), host, 'long@example.org');
    const { holder, keys, visit } = seat;
    // As on a page that came from another machine without TLS.
    await visit.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    await visit.go('/app-passwords');
    await keys.type(visit.field('Name'), 'W'.repeat(80));
    await visit.press('Enter');
    await keys.stepUp(holder.email);
    await keys.use(visit.button('Copy'));
    await visit.page.getByText('This browser doesn’t let us copy it.').waitFor();
    await visit.checked('app-password-long');
    await keys.use(visit.button(/^Revoke W{64}$/));
    await visit.page.getByRole('dialog').waitFor();
    await visit.checked('app-password-long-revoke');
  });
});

describe('REC-5 a recovery code', () => {
  it('is shown once, to copy, save or print, and replaces the one before', async () => {
    await using seat = await seated(browser(), host, 'paper@example.org');
    const { holder, keys, visit } = seat;
    await visit.go('/recovery-code');
    await visit.button('Make a recovery code').waitFor();
    await visit.checked('recovery-code');
    await keys.use(visit.button('Make a recovery code'));
    await keys.stepUp(holder.email);
    await visit.page.getByText('We show it only now.').waitFor();
    expect(await visit.focused()).toBe('Your new recovery code');
    const first = await secretOf(visit);
    await visit.checked('recovery-code-made');
    await keys.use(visit.button('Copy'));
    await visit.button('Copied').waitFor();
    expect(await copied(visit)).toBe(first);
    const [name, content] = await saved(visit, () => keys.use(visit.button('Save as a file')));
    expect(name).toBe('recovery-code.txt');
    expect(content).toContain(`\n${first}\n`);
    expect(content).toContain(holder.signInName);

    await visit.page.emulateMedia({ media: 'print' });
    expect(await visit.page.locator('.secret').isVisible()).toBe(true);
    for (const hidden of ['nav', 'footer', '.actions'])
      expect(await visit.page.locator(hidden).first().isVisible(), hidden).toBe(false);
    await visit.page.emulateMedia({ media: 'screen' });

    await keys.use(visit.button('Done'));
    await keys.use(visit.button('Make a recovery code'));
    await visit.button('Done').waitFor();
    const second = await secretOf(visit);
    expect(second).not.toBe(first);
    await visit.page.reload();
    await visit.button('Make a recovery code').waitFor();
    expect(await visit.page.content()).not.toContain(second);
    expect(await recoversWith(holder, first)).toBe(422);
    expect(await recoversWith(holder, second)).toBe(200);
  });
});

async function recoversWith({ signInName }: Holder, recoveryCode: string): Promise<number> {
  const stranger = new Holder(host);
  const { body } = await stranger.post('/api/recovery', { signInName });
  const { recoveryId } = body as unknown as { readonly recoveryId: string };
  return (await stranger.post(`/api/recovery/${recoveryId}/recovery-code`, { recoveryCode })).status;
}
