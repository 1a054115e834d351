import { randomUUID } from 'node:crypto';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';
import { Holder } from '../support/holder.js';
import { recovering } from '../support/recovering.js';
import { askForCode, nameAccount, setPassword } from '../support/recovery-steps.js';
import { TwoStepHolder } from '../support/two-step-holder.js';
import type { Visit } from '../support/web-visit.js';

const NEW_PASSWORD = 'another battery, horse';

const { host, open } = useBrowsedHost();

const { arrived, forgetful } = recovering(() => host);

/** By keyboard alone, like what follows. */
async function typed(visit: Visit, label: string, value: string): Promise<void> {
  await visit.tabTo(visit.field(label));
  await visit.press('Control+A');
  await visit.page.keyboard.type(value);
  await visit.press('Enter');
}

/** By keyboard alone, like what follows. */
async function typedCode(visit: Visit, address: string): Promise<void> {
  await visit.field('Security code').waitFor();
  await arrived(address);
  await typed(visit, 'Security code', await visit.codeAskedFor(address));
}

async function chosenByKeyboard(visit: Visit, masked: string): Promise<void> {
  const wanted = visit.page.getByRole('radio', { name: masked });
  await visit.tabTo(visit.page.getByRole('radio', { checked: true }));
  for (let presses = 0; presses < 5 && !(await wanted.isChecked()); presses += 1)
    await visit.press('ArrowDown');
  expect(await wanted.isChecked()).toBe(true);
}

async function pressed(visit: Visit, target: Locator): Promise<void> {
  await visit.tabTo(target);
  await visit.press('Enter');
}

const randomPhone = () => `+4915123${String(Math.floor(Math.random() * 1e6)).padStart(6, '0')}`;
const maskOf = (phone: string) => `••••••${phone.slice(-2)}`;

describe('getting back in, in a browser', () => {
  it('REC-1 REC-2 REC-3 REC-4 by email: a name, the hidden part, a code, a new password; a reload loses nothing', async () => {
    const { address, holder } = await forgetful();
    await using visit = await open({ width: 320, path: '/#/recover' });
    await visit.checked('recover');
    await nameAccount(visit, ` ${holder.signInName} `);
    await visit.checked('recover-contact');
    await visit.link('Nothing looks familiar').click();
    await visit.field('Sign-in name').waitFor();
    expect(await visit.field('Sign-in name').inputValue()).toBe(holder.signInName);
    await visit.button('Continue').click();
    await askForCode(visit, 'f•••@example.org', address.replace('@example.org', ''));
    await visit.page.getByText('If what you entered is right').waitFor();
    await visit.checked('recover-code');

    await visit.page.reload();
    await visit.field('Security code').fill('000000');
    await visit.button('Confirm').click();
    await visit.refused('That’s not the code');
    await visit.checked('recover-wrong-code');
    await arrived(address);
    await visit.enterCode(address);
    await visit.heading('Set a new password').waitFor();
    await visit.page.reload();
    await visit.heading('Set a new password').waitFor();
    await visit.checked('recover-new-password');
    await setPassword(visit, 'password12');
    await visit.refused('guessed first');
    await visit.checked('recover-weak-password');
    await setPassword(visit, NEW_PASSWORD);

    await visit.heading('Sign in').waitFor();
    await visit.page.getByRole('status').filter({ hasText: 'Your new password is set' }).waitFor();
    expect(await visit.field('Sign-in name').inputValue()).toBe(holder.signInName);
    expect((await holder.signIn()).body.code).toBe('wrong-credentials');
    holder.password = NEW_PASSWORD;
    expect((await holder.signIn()).body.outcome).toBe('signed-in');
  });

  it('REC-2 by phone, as it is dialled at home', async () => {
    const phone = randomPhone();
    const holder = await Holder.signedUp(host);
    await holder.addPhone(phone, 'DE');
    const before = (await holder.codes(phone)).length;
    await using visit = await open({ path: '/#/recover' });
    await nameAccount(visit, holder.signInName);
    await askForCode(visit, maskOf(phone), phone.replace('+49', '0'));
    expect(await arrived(phone)).toBe(before + 1);
    await visit.enterCode(phone);
    await setPassword(visit, NEW_PASSWORD);
    await visit.heading('Sign in').waitFor();
  });

  it('by keyboard alone', async () => {
    const { address, holder } = await forgetful();
    await using visit = await open({ path: '/#/recover' });
    await typed(visit, 'Sign-in name', holder.signInName);
    await visit.heading('Choose a contact').waitFor();
    await typed(visit, 'The whole email address', address);
    await typedCode(visit, address);
    await visit.heading('Set a new password').waitFor();
    await typed(visit, 'New password', NEW_PASSWORD);
    await visit.heading('Sign in').waitFor();
    holder.password = NEW_PASSWORD;
    expect((await holder.signIn()).body.outcome).toBe('signed-in');
  });
});

describe('in every language', () => {
  it('CODE-6 it is worded anew, and nothing sticks out on a narrow phone', async () => {
    const { address, holder } = await forgetful();
    await using visit = await open({ width: 320, path: '/#/recover' });
    await inEveryLanguage(visit);
    await nameAccount(visit, holder.signInName);
    await inEveryLanguage(visit);
    for (const path of ['/recover/recovery-code', '/recover/none']) {
      await visit.go(path);
      await inEveryLanguage(visit);
    }
    await visit.go('/recover/contact');
    await askForCode(visit, 'f•••@example.org', address);
    await inEveryLanguage(visit);
    await arrived(address);
    await visit.enterCode(address);
    await visit.heading('Set a new password').waitFor();
    await inEveryLanguage(visit);
  });
});

async function inEveryLanguage(visit: Visit): Promise<void> {
  const title = visit.page.getByRole('heading', { level: 1 });
  const english = await title.textContent();
  for (const tag of ['de', 'es', 'fr', 'pt', 'ja', 'zh-Hans', 'ar', 'en']) {
    await visit.page.locator('.language select').selectOption(tag);
    await visit.page.locator(`html[lang="${tag}"]`).waitFor();
    const titled = await title.textContent();
    expect(titled === english, `${tag}: ${titled ?? ''}`).toBe(tag === 'en');
    const over = await visit.page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(over, `${tag}: ${titled ?? ''}`).toBeLessThanOrEqual(0);
  }
}

describe('more than one proof, and the code on paper', () => {
  it('REC-3 with two-step verification on, a contact on the other channel is asked for, too; by keyboard alone', async () => {
    const [address, phone] = [`careful-${randomUUID().slice(0, 8)}@example.org`, randomPhone()];
    const holder = await Holder.signedUp(host);
    const email = await holder.addEmail(address);
    await holder.addPhone(phone, 'DE');
    await holder.stepUp(email, address);
    expect((await holder.call('PUT', '/api/two-step-verification', { enabled: true })).status).toBe(200);

    await using visit = await open({ path: '/#/recover' });
    await typed(visit, 'Sign-in name', holder.signInName);
    await visit.heading('Choose a contact').waitFor();
    await chosenByKeyboard(visit, maskOf(phone));
    await typed(visit, 'The whole phone number', phone);
    await typedCode(visit, phone);
    await visit.heading('One more proof').waitFor();
    await visit.checked('recover-second-proof');
    await visit.page.reload();
    await visit.heading('One more proof').waitFor();
    expect(await visit.page.locator('.choice bdi').allTextContents()).toEqual(['c•••@example.org']);
    await typed(visit, 'The whole email address', address);
    await typedCode(visit, address);
    await visit.heading('Set a new password').waitFor();
    await typed(visit, 'New password', NEW_PASSWORD);
    await visit.heading('Sign in').waitFor();
  });

  it('REC-3 DEV-1 in a browser that is trusted, one code is enough', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, `trusting-${randomUUID().slice(0, 8)}`);
    await using visit = await open();
    await visit.signIn(holder.signInName, holder.password);
    await visit.button('Send code').click();
    await visit.field(/^Trust this device/).check();
    await visit.enterCode(holder.email);
    await visit.heading('Security info').waitFor();
    await visit.button('Sign out').click();
    await visit.heading('Sign in').waitFor();

    await nameAccount(visit, holder.signInName);
    await askForCode(visit, 't•••@example.org', holder.email);
    await arrived(holder.email);
    await visit.enterCode(holder.email);
    await setPassword(visit, NEW_PASSWORD);
    await visit.heading('Sign in').waitFor();
  });

  it('REC-5 the recovery code opens it alone; the new one is shown once, and stays until it is saved', async () => {
    const { holder } = await forgetful();
    const { recoveryCode } = (await holder.post('/api/recovery-code')).body as unknown as {
      recoveryCode: string;
    };
    await using visit = await open({ path: '/#/recover' });
    await nameAccount(visit, holder.signInName);
    await pressed(visit, visit.link('I have a recovery code'));
    await visit.heading('Use your recovery code').waitFor();
    await visit.checked('recover-recovery-code');
    await typed(visit, 'Recovery code', 'AAAAA-AAAAA');
    await visit.refused('That’s not the recovery code');
    await visit.checked('recover-wrong-recovery-code');
    await typed(visit, 'Recovery code', recoveryCode.toLowerCase().replaceAll('-', ' '));
    await visit.heading('Save your new recovery code').waitFor();
    await visit.checked('recover-new-recovery-code');
    const shown = async () => (await visit.page.locator('.secret').textContent()) ?? '';
    const next = await shown();
    expect(next).toMatch(/^(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}$/);
    expect(next).not.toBe(recoveryCode);
    await visit.page.reload();
    await visit.heading('Save your new recovery code').waitFor();
    expect(await shown()).toBe(next);
    await pressed(visit, visit.button('Copy'));
    await visit.button('Copied').waitFor();
    expect(await visit.page.evaluate('navigator.clipboard.readText()')).toBe(next);
    await pressed(visit, visit.button('I’ve saved it'));
    await setPassword(visit, NEW_PASSWORD);
    await visit.heading('Sign in').waitFor();
    expect(await visit.page.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain(next);
    await visit.go('/recover/new-recovery-code');
    await visit.heading('Get back in to your account').waitFor();
  });

  it('REC-3 where no other proof is left it says so; without any contact it says what is left', async () => {
    const holder = await Holder.signedUp(host);
    const address = `single-${randomUUID().slice(0, 8)}@example.org`;
    const email = await holder.addEmail(address);
    await holder.stepUp(email, address);
    expect((await holder.call('PUT', '/api/two-step-verification', { enabled: true })).status).toBe(200);
    await using visit = await open({ path: '/#/recover' });
    await nameAccount(visit, holder.signInName);
    await askForCode(visit, 's•••@example.org', address);
    await arrived(address);
    await visit.enterCode(address);
    await visit.page.getByText('One proof is not enough').waitFor();
    await visit.checked('recover-nothing-left');
    await visit.link('What else you can do').click();
    await visit.heading('You can’t reach any of these contacts').waitFor();
    await visit.checked('recover-none');
  });
});
