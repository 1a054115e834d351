import { describe, expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';
import { Holder } from '../support/holder.js';
import type { Visit } from '../support/web-visit.js';

const { host, open } = useBrowsedHost();

const PASSWORD = 'correct horse battery';
/** Where whoever can't see the page is put. */
const focusIsAt = (visit: Visit, label: string) =>
  visit.field(label).and(visit.page.locator(':focus')).waitFor();
describe('IDN-3 signing up', () => {
  it('says what is wrong with each weak password, at the field, then is in by itself', async () => {
    await using visit = await open();
    await visit.link('Create an account').click();
    await visit.heading('Create an account').waitFor();
    await visit.checked('sign-up');
    await visit.field('Sign-in name').fill('somebody-new');
    for (const [password, why] of [
      ['short', 'Use at least 8 characters.'],
      ['password123', 'one that many people use'],
      ['somebody-new', 'must not be your sign-in name'],
      ['48151623', 'looks like a code'],
    ] as const) {
      await visit.field('Password').fill(password);
      await visit.button('Create account').click();
      await visit.refused(why);
      await focusIsAt(visit, 'Password');
    }
    await visit.checked('sign-up-weak');
    await visit.field('Sign-in name').fill('ab');
    await visit.field('Password').fill(PASSWORD);
    await visit.button('Create account').click();
    await visit.refused('Use at least 3 characters.');
    await visit.field('Sign-in name').fill('somebody-new');
    await visit.button('Create account').click();
    await visit.heading('Security info').waitFor();
    await visit.page.getByText('somebody-new').waitFor();
  });

  it('a name that is taken is said at the field', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await open({ path: '/#/sign-up' });
    await visit.field('Sign-in name').fill(holder.signInName);
    await visit.field('Password').fill(PASSWORD);
    await visit.button('Create account').click();
    await visit.refused('This sign-in name is taken.');
    await focusIsAt(visit, 'Sign-in name');
    await visit.link('Sign in').click();
    await visit.heading('Sign in').waitFor();
  });

  it('by keyboard alone, out and in again', async () => {
    await using visit = await open();
    const { keyboard } = visit.page;
    await visit.tabTo(visit.link('Create an account'));
    await visit.press('Enter');
    await visit.heading('Create an account').waitFor();
    await visit.tabTo(visit.field('Sign-in name'));
    await keyboard.type('keyboard-alone');
    await visit.tabTo(visit.field('Password'));
    await keyboard.type('short');
    await visit.press('Enter');
    await visit.refused('Use at least 8 characters.');
    await keyboard.press('Control+A');
    await keyboard.type(PASSWORD);
    await visit.press('Enter');
    await visit.heading('Security info').waitFor();
    await visit.tabTo(visit.button('Sign out'));
    await visit.press('Space');
    await visit.heading('Sign in').waitFor();
    await visit.tabTo(visit.field('Sign-in name'));
    await keyboard.type('keyboard-alone');
    await visit.tabTo(visit.field('Password'));
    await keyboard.type(PASSWORD);
    await visit.tabTo(visit.button('Sign in'));
    await visit.press('Enter');
    await visit.heading('Security info').waitFor();
  });
});

describe('IDN-3 signing in', () => {
  it('CODE-8 a wrong password, a code in its place, the right one; signed out', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await open();
    await visit.checked('sign-in');
    await visit.signIn(holder.signInName, 'not this one');
    await visit.refused('The sign-in name or the password is wrong.');
    await visit.checked('sign-in-wrong');
    await visit.field('Password').fill('123456');
    await visit.button('Sign in').click();
    await visit.refused('That looks like a security code. Enter your password here');
    await focusIsAt(visit, 'Password');
    await visit.checked('sign-in-code-is-not-password');
    await visit.button('Show').click();
    expect(await visit.field('Password').inputValue()).toBe('123456');
    await visit.field('Password').fill(PASSWORD);
    await visit.button('Sign in').click();
    await visit.heading('Security info').waitFor();
    await visit.button('Sign out').click();
    await visit.page.getByText('You’re signed out.').waitFor();
    await visit.checked('signed-out');
    await visit.page.goBack();
    await visit.heading('Sign in').waitFor();
  });

  it('CODE-3 after too many guesses it says how long to wait', async () => {
    const holder = await Holder.signedUp(host);
    const guesser = new Holder(host, holder.signInName);
    guesser.password = 'a wrong guess';
    for (let guess = 0; guess < 10; guess++) expect((await guesser.signIn()).status).toBe(401);
    await using visit = await open();
    await visit.signIn(holder.signInName, 'a wrong guess');
    await visit.refused(/Too many wrong tries\. Wait \d+ (second|minute)s?, then try again\./);
    await visit.checked('sign-in-wait');
  });

  it('leads to the recovery of a forgotten password', async () => {
    await using visit = await open();
    expect(await visit.link('Forgot your password?').getAttribute('href')).toBe('#/recover');
  });
});

describe('CODE-6 in the language of the browser', () => {
  it('German: what is wrong, the way in, and the language that messages come in', async () => {
    await using visit = await open({ language: 'de-AT' });
    await visit.heading('Anmelden').waitFor();
    await visit.link('Konto erstellen').click();
    await visit.field('Anmeldename').fill('max-mustermann');
    await visit.field('Passwort').fill('password123');
    await visit.button('Konto erstellen').click();
    await visit.refused(/Dieses Passwort verwenden viele/);
    await visit.checked('sign-up-de');
    await visit.field('Passwort').fill(PASSWORD);
    await visit.button('Konto erstellen').click();
    await visit.link('Sicherheitsinformationen').waitFor();
    const holder = new Holder(host, 'max-mustermann');
    await holder.signIn();
    await holder.addEmail('max@example.org');
    expect(await host.outbox({ to: 'max@example.org' })).toMatchObject([{ locale: 'de' }]);
    await visit.button('Abmelden').click();
    await visit.page.getByText('Sie sind abgemeldet.').waitFor();
  });

  it('Arabic: from right to left, names and passwords as they are typed', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await open({ language: 'ar' });
    await visit.heading('تسجيل الدخول').waitFor();
    const html = visit.page.locator('html');
    expect([await html.getAttribute('dir'), await html.getAttribute('lang')]).toEqual(['rtl', 'ar']);
    await visit.checked('sign-in-ar');
    await visit.field('اسم تسجيل الدخول').fill(holder.signInName);
    await visit.field('كلمة المرور').fill('123456');
    await visit.button('تسجيل الدخول').click();
    await visit.refused('يبدو هذا رمز أمان.');
    await visit.field('كلمة المرور').fill(PASSWORD);
    await visit.button('تسجيل الدخول').click();
    await visit.link('معلومات الأمان').waitFor();
    await visit.button('تسجيل الخروج').click();
    await visit.page.getByText('تم تسجيل خروجك.').waitFor();
    await visit.page.getByLabel('اللغة').selectOption('en');
    await visit.heading('Sign in').waitFor();
    expect(await html.getAttribute('dir')).toBe('ltr');
  });
});
