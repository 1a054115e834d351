import { describe, expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';
import { wrong } from '../support/holder.js';
import { seated } from '../support/seated.js';
import { startHost } from '../support/start-host.js';

const { host, browser } = useBrowsedHost();

describe('signing in', () => {
  it('shows what opens the account, and leads to each', async () => {
    await using seat = await seated(browser(), host, 'options@example.org');
    const { holder, keys, visit } = seat;
    await keys.use(visit.link('Signing in'));
    await visit.heading('Signing in').waitFor();
    await visit.page.getByText('Off', { exact: true }).waitFor();
    await visit.checked('sign-in-options');
    await holder.setTwoStep(true);
    for (const [link, title] of [
      ['Password', 'Change your password'],
      ['Two-step verification', 'Two-step verification'],
      ['App passwords', 'App passwords'],
      ['Recovery code', 'Recovery code'],
    ] as const) {
      await visit.go('/devices');
      await visit.go('/sign-in-options');
      await visit.page.getByText('On', { exact: true }).waitFor();
      await keys.use(visit.page.getByRole('link', { name: link, exact: true }));
      await visit.heading(title).waitFor();
      expect(await visit.link('Signing in').getAttribute('aria-current')).toBe('true');
    }
  });

  it('REC-4 changes the password after a step-up, and everybody signs in anew', async () => {
    await using seat = await seated(browser(), host, 'password@example.org');
    const { holder, keys, visit } = seat;
    const submit = visit.button('Change password');
    await visit.go('/password');
    await submit.waitFor();
    await visit.checked('password');
    await keys.type(visit.field('Current password'), 'not the password');
    await keys.type(visit.field('New password'), 'password');
    await visit.press('Enter');
    const dialog = visit.page.getByRole('dialog', { name: 'Show that it’s you' });
    await dialog.waitFor();
    await visit.checked('step-up');
    await visit.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await visit.field('Current password').inputValue()).toBe('not the password');

    await keys.use(submit);
    await keys.stepUp(holder.email);
    await visit.page.getByText('That’s not your current password.').waitFor();
    await visit.checked('password-wrong');
    await keys.type(visit.field('Current password'), holder.password);
    await keys.use(submit);
    await visit.page.getByText('This password is one that many people use').waitFor();
    await keys.type(visit.field('Current password'), '123456');
    await keys.use(submit);
    await visit.page.getByText('That looks like a security code.').waitFor();
    await keys.type(visit.field('Current password'), holder.password);
    await keys.type(visit.field('New password'), 'a better battery');
    await keys.use(submit);

    await visit.heading('Sign in').waitFor();
    await visit.page.getByText('Your password was changed, and everybody was signed out.').waitFor();
    expect(await visit.field('Sign-in name').inputValue()).toBe(holder.signInName);
    await visit.checked('password-changed');
    expect((await holder.info()).status).toBe(401);
    expect((await holder.signIn()).body.code).toBe('wrong-credentials');
    await keys.type(visit.field('Password'), 'a better battery');
    await visit.press('Enter');
    await visit.link('Signing in').waitFor();
  });

  it('changes it without a code where there is no contact that could get one', async () => {
    await using seat = await seated(browser(), host);
    const { holder, keys, visit } = seat;
    await visit.go('/password');
    await keys.type(visit.field('Current password'), holder.password);
    await keys.type(visit.field('New password'), 'a better battery');
    await visit.press('Enter');
    await visit.heading('Sign in').waitFor();
    expect(await visit.page.getByRole('dialog').count()).toBe(0);
  });
});

describe('TSV-1 two-step verification', () => {
  it('is turned on and off, and what ends with it is said first', async () => {
    await using seat = await seated(browser(), host, 'two-step@example.org');
    const { holder, keys, visit } = seat;
    await visit.go('/two-step');
    await visit.page.getByText('Two-step verification is off').waitFor();
    await visit.checked('two-step-off');
    await keys.use(visit.button('Turn on'));
    await keys.stepUp(holder.email);
    await visit.page.getByText('The next sign-in asks for a security code.').waitFor();
    await visit.checked('two-step-on');
    expect((await holder.signIn()).body.outcome).toBe('code-required');
    await holder.giveCode({ trustDevice: true });

    await keys.use(visit.button('Turn off'));
    const confirm = visit.page.getByRole('dialog', { name: 'Turn off two-step verification?' });
    expect(await confirm.textContent()).toContain('Every trusted device is forgotten.');
    await visit.checked('two-step-turn-off');
    await visit.press('Escape');
    await confirm.waitFor({ state: 'detached' });
    await expect.poll(() => visit.focused()).toBe('Turn off');
    await visit.press('Enter');
    await keys.use(confirm.getByRole('button', { name: 'Turn off' }));
    await visit.page.getByText('Signing in asks for your password alone.').waitFor();
    await expect.poll(() => visit.focused()).toBe('Turn on');
    expect((await holder.call('GET', '/api/trusted-devices')).body.devices).toEqual([]);
    holder.deviceToken = undefined;
    expect((await holder.signIn()).body.outcome).toBe('signed-in');
  });

  it('wants a contact first, and says where to add one', async () => {
    await using seat = await seated(browser(), host);
    const { visit } = seat;
    for (const page of ['two-step', 'app-passwords', 'recovery-code']) {
      await visit.go('/devices');
      await visit.go(`/${page}`);
      await visit.page.getByText('Add security info first').waitFor();
      expect(await visit.link('Add a phone number').getAttribute('href')).toBe('#/add-phone');
      await visit.checked(`no-contact-${page}`);
      expect(await visit.button(/Turn on|Make/).count()).toBe(0);
    }
  });

  it('CODE-3 can’t be changed where wrong codes have disabled every contact, and the page says where to look', async () => {
    await using seat = await seated(browser(), host, 'guessed@example.org');
    const { holder, visit } = seat;
    // Five a day: a wait that grows comes with ten.
    for (let day = 0; (await holder.info()).body.contacts[0]?.status !== 'disabled'; day += 1) {
      expect(day).toBeLessThan(30);
      const asked = await holder.post('/api/challenges', { contactId: holder.emailId, purpose: 'step-up' });
      expect(asked.status).toBe(201);
      const bad = wrong(await holder.code(holder.email));
      for (let guess = 0; guess < 5; guess += 1) await holder.verify(asked.body.id, bad);
      await host.advance('P1D');
    }
    await visit.go('/two-step');
    await visit.page.getByText('none of your contacts can get one right now').waitFor();
    expect(await visit.page.getByRole('main').getByRole('button').count()).toBe(0);
    await visit.checked('two-step-disabled');
  });

  it('STD-1 wants a phone and a recovery code in the strict setting, and says so one by one', async () => {
    await using strict = await startHost({ env: { STRICT: 'true' } });
    await using seat = await seated(browser(), strict, 'strict@example.org');
    const { holder, keys, visit } = seat;
    await visit.go('/two-step');
    await keys.use(visit.button('Turn on'));
    await keys.stepUp(holder.email);
    await visit.page.getByText('Add a phone number first').waitFor();
    expect(await visit.link('Add a phone number').getAttribute('href')).toBe('#/add-phone');
    await visit.checked('two-step-no-phone');
    await holder.stepUp(holder.emailId, holder.email);
    await holder.addPhone('+4915123456789', 'DE');
    await keys.use(visit.button('Turn on'));
    await keys.use(visit.link('Make a recovery code'));
    await keys.use(visit.button('Make a recovery code'));
    await visit.page.getByText('Your new recovery code').waitFor();
    await visit.go('/two-step');
    await keys.use(visit.button('Turn on'));
    await visit.page.getByText('The next sign-in asks for a security code.').waitFor();
  });
});

describe('DEV-1 trusted devices', () => {
  it('are listed and revoked one by one', async () => {
    await using seat = await seated(browser(), host, 'devices@example.org');
    const { holder, keys, visit } = seat;
    await visit.go('/devices');
    await visit.page.getByText('You have no trusted devices.').waitFor();
    await visit.checked('devices-none');
    await holder.setTwoStep(true);
    await holder.trustDevice('Firefox, Windows');
    holder.deviceToken = undefined;
    const other = await holder.trustDevice();

    await visit.page.reload();
    await visit.button('Revoke Firefox, Windows').waitFor();
    expect(await visit.page.getByText(/^Added/).count()).toBe(2);
    await visit.checked('devices');
    await keys.use(visit.button('Revoke Firefox, Windows'));
    const confirm = visit.page.getByRole('dialog', { name: 'Revoke this device?' });
    expect(await confirm.textContent()).toContain('Firefox, Windows');
    await visit.checked('device-revoke');
    await keys.use(confirm.getByRole('button', { name: 'Cancel' }));
    expect(await visit.button(/^Revoke /).count()).toBe(2);
    await keys.use(visit.button('Revoke Firefox, Windows'));
    await keys.use(confirm.getByRole('button', { name: 'Revoke' }));
    await keys.stepUp(holder.email);
    await visit.page.getByText('Revoked.').waitFor();
    expect(await visit.button(/^Revoke /).count()).toBe(1);
    await expect.poll(() => visit.focused()).toBe('Trusted devices');

    // Gone meanwhile, from another browser: that is what was wanted.
    await keys.use(visit.button('Revoke Device without a name'));
    await holder.signIn(other);
    await holder.stepUp(holder.emailId, holder.email);
    await holder.setTwoStep(false);
    await keys.use(confirm.getByRole('button', { name: 'Revoke' }));
    await visit.page.getByText('You have no trusted devices.').waitFor();
  });
});
