import { describe, expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';
import { Holder } from '../support/holder.js';

const { host, open } = useBrowsedHost();

describe('the way about', () => {
  it('signing in leads to the page that was asked for, a reload in between or not', async () => {
    const { signInName } = await Holder.signedUp(host);
    await using visit = await open({ path: '/#/activity' });
    await visit.heading('Sign in').waitFor();
    await visit.page.reload();
    await visit.field('Sign-in name').fill(signInName);
    await visit.field('Password').fill('correct horse battery');
    await visit.button('Sign in').click();
    await visit.heading('Recent activity').waitFor();
    await visit.go('/no-such-page');
    await visit.heading('Security info').waitFor();
  });

  it('a session that ends elsewhere goes on where it was; one that its holder ends begins anew', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await open({ signedIn: holder, path: '/#/devices' });
    await visit.heading('Trusted devices').waitFor();
    expect((await holder.post('/api/sign-out')).status).toBe(204);
    await visit.link('Your data').click();
    await visit.heading('Sign in').waitFor();
    expect(await visit.field('Sign-in name').inputValue()).toBe(holder.signInName);
    await visit.field('Password').fill(holder.password);
    await visit.button('Sign in').click();
    await visit.heading('Your data').waitFor();
    await visit.button('Sign out').click();
    await visit.heading('Sign in').waitFor();
    await visit.field('Sign-in name').fill(holder.signInName);
    await visit.field('Password').fill(holder.password);
    await visit.button('Sign in').click();
    await visit.heading('Security info').waitFor();
  });

  it('at 320 pixels the navigation shows where one is', async () => {
    await using visit = await open({ signedIn: await Holder.signedUp(host), width: 320, path: '/#/data' });
    const here = visit.page.getByRole('navigation').locator('[aria-current="page"]');
    const isInSight = async (): Promise<boolean> => {
      const box = await here.boundingBox();
      return box !== null && box.x >= 0 && box.x + box.width <= 320;
    };
    await expect.poll(isInSight).toBe(true);
    await visit.page.getByLabel('Language').selectOption('ar');
    await visit.heading('بياناتك').waitFor();
    await expect.poll(isInSight).toBe(true);
    await visit.page.getByLabel('اللغة').selectOption('en');
    await visit.heading('Your data').waitFor();
    await visit.go('/delete-account');
    expect(await visit.page.getByRole('navigation').locator('[aria-current="true"]').innerText()).toBe(
      'Your data',
    );
  });
});

describe('ADD-1 a code that was asked for', () => {
  it('is still asked for after a reload, and no longer once its page is left', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await open({ signedIn: holder, path: '/#/add-email' });
    const address = `reload-${holder.signInName}`;
    await visit.field('Email address').fill(address);
    await visit.button('Send code').click();
    await visit.field('Security code').waitFor();
    await visit.page.reload();
    await visit.field('Security code').waitFor();
    expect(await host.outbox({ to: address })).toHaveLength(1);
    await visit.go('/');
    await visit.go('/add-email');
    await visit.field('Email address').waitFor();
    await visit.page.goBack();
    await visit.link(/^Enter the code/).click();
    await host.advance('PT1M');
    await visit.button('Send code').click();
    await visit.field('Security code').waitFor();
    await visit.page.reload();
    // By the service's clock at once, which is ahead of the browser's.
    await visit.field('Security code').waitFor();
    expect(await visit.page.getByRole('timer').innerText()).toMatch(/ (10:0\d|9:\d\d)\.$/);
    await visit.enterCode(address);
    await visit.page.getByText('was added.').waitFor();
    expect(await visit.page.evaluate('Object.keys(sessionStorage)')).not.toContain('asked');
    // Back is not the form again.
    await visit.page.goBack();
    await visit.heading('Security info').waitFor();
  });

  it('CODE-3 a wrong one is typed over', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await open({ signedIn: holder, path: '/#/add-email' });
    const address = `over-${holder.signInName}`;
    await visit.field('Email address').fill(address);
    await visit.button('Send code').click();
    await visit.field('Security code').waitFor();
    const code = await visit.code(address);
    await visit.field('Security code').fill(code === '000000' ? '111111' : '000000');
    await visit.press('Enter');
    await visit.page.getByText('you have 4 tries left').waitFor();
    await visit.page.keyboard.type(code);
    await visit.press('Enter');
    await visit.page.getByText('was added.').waitFor();
  });
});

describe('the focus', () => {
  it('RMV-1 a dialog begins at its heading and gives the focus back', async () => {
    const holder = await Holder.signedUp(host);
    await holder.addEmail();
    await host.advance('PT20M');
    await using visit = await open({ signedIn: holder, path: '/#/two-step' });
    await visit.button('Turn on').click();
    await visit.page.getByRole('dialog').waitFor();
    await expect.poll(() => visit.focused()).toBe('Show that it’s you');
    await visit.press('Escape');
    await expect.poll(() => visit.focused()).toBe('Turn on');
  });

  it('a code that is over leaves it on the page', async () => {
    const holder = await Holder.signedUp(host);
    await holder.addEmail();
    await host.advance('PT20M');
    await using visit = await open({ signedIn: holder, path: '/#/two-step' });
    await visit.button('Turn on').click();
    const dialog = visit.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Send code' }).click();
    await visit.field('Security code').waitFor();
    await host.advance('PT11M');
    await visit.button('Ask for a new code').click();
    await dialog.getByRole('button', { name: 'Send code' }).waitFor();
    await expect.poll(() => visit.focused()).toBe('Show that it’s you');
  });

  it('APP-1 “Done” below what is shown once leads back to the heading', async () => {
    const holder = await Holder.signedUp(host);
    await holder.addEmail();
    await using visit = await open({ signedIn: holder, path: '/#/app-passwords' });
    await visit.field('Name').fill('Mail');
    await visit.press('Enter');
    await visit.button('Done').click();
    await expect.poll(() => visit.focused()).toBe('App passwords');
  });
});

describe('a system with colours of its own', () => {
  it('shows by edges where one is and what is a button', async () => {
    await using visit = await open({ signedIn: await Holder.signedUp(host), path: '/#/password' });
    await visit.button('Change password').waitFor();
    await visit.page.emulateMedia({ forcedColors: 'active' });
    const edge = (selector: string, property: string): Promise<string> =>
      visit.page.evaluate<string>(
        `getComputedStyle(document.querySelector('${selector}')).getPropertyValue('${property}')`,
      );
    expect(await edge('.inside', 'border-top-style')).toBe('solid');
    expect(await edge('nav [aria-current=true]', 'outline-style')).toBe('solid');
  });
});
