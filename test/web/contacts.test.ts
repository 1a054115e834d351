import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.js';
import { Holder, wrong } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';
import { Visit, type VisitOptions } from '../support/web-visit.js';

let host: LocalHost;
let browser: Browser;
beforeAll(async () => {
  [host, browser] = await Promise.all([startHost(), startBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await host[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await host.provider('sms', 'ok');
});

/** A holder at the page, signed in. */
async function visiting(holder: Holder, options: VisitOptions = {}): Promise<Visit> {
  return Visit.open(browser, host, { ...options, signedIn: holder });
}

const row = (visit: Visit, masked: string) => visit.page.getByRole('listitem').filter({ hasText: masked });
const said = (visit: Visit, what: string | RegExp) =>
  visit.page.getByRole('status').filter({ hasText: what }).waitFor();
const alarm = (visit: Visit, what: string | RegExp) =>
  visit.page.getByRole('alert').filter({ hasText: what }).waitFor();

describe('adding an email address', () => {
  it('ADD-1 ADD-3 ADD-4 ADD-5 from nothing to the list, the misspelling mended by one tap', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await visiting(holder);
    await visit.page.getByText('You have no security info yet').waitFor();
    await visit.checked('security-info-empty');
    await visit.link('Add an email address').click();
    await visit.heading('Add an email address').waitFor();
    await visit.checked('add-email');

    const field = visit.field('Email address');
    await field.fill('ann@');
    await visit.button('Send code').click();
    await alarm(visit, 'Enter an email address like name@example.com.');
    expect(await field.and(visit.page.locator(':focus')).count()).toBe(1);
    await field.fill(holder.signInName);
    await visit.button('Send code').click();
    await alarm(visit, 'This is the address you sign in with.');
    await visit.checked('add-email-refused');

    await field.fill('ann.first@gmial.com');
    await visit.button('Send code').click();
    await visit.page.getByText('Did you mean').waitFor();
    await visit.checked('add-email-suggestion');
    await visit.button('Use ann.first@gmail.com').click();
    await said(visit, 'We sent the code to ann.first@gmail.com instead.');
    await visit.enterCode('ann.first@gmail.com');
    await visit.heading('Security info').waitFor();
    await said(visit, 'was added. Codes can go there from now on.');
    await row(visit, 'a•••@gmail.com').waitFor();
    expect(await row(visit, '@gmial.com').count()).toBe(0);
    await visit.page.getByText('Add a second one').waitFor();
    await visit.button('Show in full').click();
    await row(visit, 'ann.first@gmail.com').waitFor();
    await visit.checked('security-info');
  });

  it('ADD-3 a mailbox at the same provider gets advice, and is taken', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await visiting(holder, { path: '/#/add-email' });
    const address = `same-${holder.signInName}`;
    await visit.field('Email address').fill(address);
    await visit.button('Send code').click();
    await visit.page.getByText('This mailbox is at the same provider as your account.').waitFor();
    await visit.enterCode(address);
    await row(visit, 's•••@example.com').waitFor();
  });

  it('ADD-6 ADD-7 with a contact there, a step-up comes in between; adding it twice says so', async () => {
    const holder = await Holder.signedUp(host);
    await holder.addEmail('has.one@example.org');
    await holder.signIn();
    await using visit = await visiting(holder, { path: '/#/add-email' });
    await visit.field('Email address').fill('has.one@example.org');
    await visit.button('Send code').click();
    const dialog = visit.page.getByRole('dialog');
    await dialog.getByText('Show that it’s you').waitFor();
    await visit.checked('step-up');
    await dialog.getByRole('button', { name: 'Send code' }).click();
    await visit.enterCode('has.one@example.org');
    await alarm(visit, 'is already security info of your account');
    await visit.field('Email address').fill('has.two@example.org');
    await visit.button('Send code').click();
    await visit.enterCode('has.two@example.org');
    await said(visit, 'was added');
    expect(await visit.page.getByText('Add a second one').count()).toBe(0);
  });

  it('is done with the keyboard alone', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await visiting(holder);
    const { keyboard } = visit.page;
    await visit.tabTo(visit.link('Add an email address'));
    await keyboard.press('Enter');
    await visit.tabTo(visit.field('Email address'));
    await keyboard.type('keys@example.org');
    await keyboard.press('Enter');
    await visit.field('Security code').waitFor();
    await keyboard.type(await visit.code('keys@example.org'));
    await keyboard.press('Enter');
    await visit.heading('Security info').waitFor();
    await row(visit, 'k•••@example.org').waitFor();
  });
});

describe('adding a phone', () => {
  it('ADD-2 the country is found by typing, the number written as its country does', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await visiting(holder, { path: '/#/add-phone' });
    const { keyboard } = visit.page;
    const country = visit.page.getByRole('combobox', { name: 'Country or region' });
    await country.waitFor();
    // Where the browser is at home.
    expect(await country.inputValue()).toBe('United States');
    await visit.checked('add-phone');

    await visit.tabTo(country);
    await keyboard.type('ger');
    await visit.page.getByRole('option', { name: 'Germany +49' }).waitFor();
    await visit.checked('add-phone-countries');
    await keyboard.press('Enter');
    expect(await country.inputValue()).toBe('Germany');
    await visit.page.getByText('For example').waitFor();
    const number = visit.field('Phone number');
    await visit.tabTo(number);
    await keyboard.type('01511234');
    await visit.press('Enter');
    await alarm(visit, 'This number has too few digits for this country.');
    await visit.checked('add-phone-refused');
    await visit.press('End');
    await keyboard.type('5678');
    expect(await number.inputValue()).toBe('01511 2345678');
    await keyboard.press('Enter');
    await visit.page.getByText('We texted a code to').waitFor();
    await visit.checked('add-phone-code');
    await keyboard.type(await visit.code('+4915112345678'));
    await keyboard.press('Enter');
    await row(visit, '••••••78').waitFor();
    await visit.page.getByText('Codes come by text message.').waitFor();
  });

  it('ADD-2 a caret in the middle stays there, and +44 chooses the country', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await visiting(holder, { path: '/#/add-phone' });
    const { keyboard } = visit.page;
    const number = visit.field('Phone number');
    await number.click();
    await keyboard.type('2125550123');
    expect(await number.inputValue()).toBe('(212) 555-0123');
    await visit.press('ArrowLeft', 6);
    await keyboard.press('Backspace');
    await keyboard.type('4');
    expect(await number.inputValue()).toBe('(212) 545-0123');
    expect(await visit.page.evaluate('document.activeElement.selectionStart')).toBe(8);
    await number.fill('');
    await keyboard.type('+447400123456');
    const country = visit.page.getByRole('combobox', { name: 'Country or region' });
    await expect.poll(() => country.inputValue()).toBe('United Kingdom');
    expect(await number.inputValue()).toBe('+44 7400 123456');
    await country.fill('zzzz');
    await visit.page.getByText('No country fits.').waitFor();
    await visit.press('Escape');
    await number.focus();
    expect(await country.inputValue()).toBe('United Kingdom');
  });

  it('ADD-2 CODE-4 a call brings the code, and it is asked for in German and Arabic, too', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await visiting(holder, { language: 'de', path: '/#/add-phone' });
    const { keyboard } = visit.page;
    const country = visit.page.locator('input[role=combobox]');
    await country.waitFor();
    expect(await country.inputValue()).toBe('Deutschland');
    await country.focus();
    await keyboard.type('öster');
    await visit.page.getByRole('option', { name: 'Österreich +43' }).waitFor();
    await country.fill('deu');
    await keyboard.press('Enter');
    expect(await country.inputValue()).toBe('Deutschland');
    await visit.page.getByRole('combobox', { name: 'Sprache' }).selectOption('ar');
    await expect.poll(() => country.inputValue()).toBe('ألمانيا');
    await visit.checked('add-phone-ar');
    await visit.page.locator('input[type=tel]').fill('01511 2345679');
    await visit.page.locator('input[type=radio][value=call]').check();
    await visit.page.locator('button[type=submit]').click();
    const code = await visit.code('+4915112345679');
    await visit.page.locator('input.code').fill(arabic(code));
    expect(await visit.page.locator('input.code').inputValue()).toBe(code);
    await visit.page.locator('button[type=submit]').click();
    await row(visit, '••••••79').waitFor();
    await visit.checked('security-info-ar');
  });
});

function arabic(code: string): string {
  return [...code].map((digit) => String.fromCodePoint(0x660 + Number(digit))).join('');
}

describe('the code of a new contact', () => {
  it('CODE-1 CODE-3 CODE-4 wrong, superseded, pasted with a blank; sent again after the wait', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await visiting(holder, { path: '/#/add-email' });
    await visit.field('Email address').fill('codes@example.org');
    await visit.button('Send code').click();
    const field = visit.field('Security code');
    await field.waitFor();
    expect(await field.getAttribute('autocomplete')).toBe('one-time-code');
    expect(await field.getAttribute('inputmode')).toBe('numeric');
    const first = await visit.code('codes@example.org');
    await field.fill(wrong(first));
    await visit.button('Confirm').click();
    await alarm(visit, 'That’s not the code.');
    await alarm(visit, '4 tries');
    await visit.checked('code-wrong');

    const again = visit.button(/Send another code/);
    expect(await again.getAttribute('aria-disabled')).toBe('true');
    await host.advance('PT31S');
    await comeBack(visit);
    await visit.button('Send another code').click();
    await expect.poll(async () => (await holder.codes('codes@example.org')).length).toBe(2);
    await field.fill(first);
    await visit.button('Confirm').click();
    await alarm(visit, 'A newer code was sent at');
    const second = await visit.code('codes@example.org');
    await paste(visit, `${second.slice(0, 3)} ${second.slice(3)}`);
    expect(await field.inputValue()).toBe(second);
    await visit.press('Enter');
    await row(visit, 'c•••@example.org').waitFor();
  });

  it('CODE-7 a text that never arrives: what helps, and a call instead', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await visiting(holder, { path: '/#/add-phone' });
    await host.provider('sms', 'undeliverable');
    await visit.field('Phone number').fill('212 555 0142');
    await visit.button('Send code').click();
    await visit.page.getByText('We texted a code to').waitFor();
    await host.advance('PT31S');
    await comeBack(visit);
    await visit.page.getByText('I didn’t get it').click();
    await visit.page.getByText('The message could not be delivered.').waitFor();
    await visit.page.getByText('Check that the number is right, digit by digit.').waitFor();
    await visit.checked('code-undelivered');
    await visit.button('Call me instead').click();
    await visit.page.getByText('We’re calling').waitFor();
    await visit.enterCode('+12125550142');
    await row(visit, '••••••42').waitFor();
  });

  it('CODE-1 ADD-4 ADD-5 too old a code; left alone, and taken up again from the list; gone after a day', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await visiting(holder, { path: '/#/add-email' });
    await visit.field('Email address').fill('pending@example.org');
    await visit.button('Send code').click();
    await visit.field('Security code').waitFor();
    await host.advance('PT11M');
    await comeBack(visit);
    await visit.page.getByText('This code can’t be used any more. Ask for a new one.').waitFor();
    await visit.checked('code-expired');
    await visit.button('Ask for a new code').click();
    await visit.link('Cancel').click();
    await row(visit, 'Not confirmed yet').waitFor();
    await visit.checked('security-info-pending');
    await visit.link('Enter the code for p•••@example.org').click();
    await visit.heading('Confirm a contact').waitFor();
    await visit.checked('verify');
    await visit.button('Send code').click();
    await visit.enterCode('pending@example.org');
    await said(visit, 'was added');
    expect(await visit.page.getByText('Not confirmed yet').count()).toBe(0);

    await visit.go('/add-phone');
    await visit.field('Phone number').fill('212 555 0143');
    await visit.button('Send code').click();
    await visit.field('Security code').waitFor();
    await visit.go('/');
    await visit.link('Enter the code for ••••••43').click();
    await visit.page.getByLabel('Call').check();
    await host.advance('P2D');
    await visit.button('Send code').click();
    await alarm(visit, 'This isn’t there any more.');
    await comeBack(visit);
    await visit.page.getByText('it was confirmed, removed or replaced meanwhile').waitFor();
    await visit.checked('gone');
  });
});

/** What a browser tells a page whose holder looks at it again. */
async function comeBack(visit: Visit): Promise<void> {
  await visit.page.evaluate('window.dispatchEvent(new Event("focus"))');
}

async function paste(visit: Visit, text: string): Promise<void> {
  await visit.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  await visit.field('Security code').fill('');
  await visit.press('Control+V');
}

describe('while a confirmation is asked', () => {
  it('CNF-2 a contact that is added lets its holder in', async () => {
    const holder = await Holder.signedUp(host);
    await host.advance('P61D');
    await using visit = await Visit.open(browser, host);
    await visit.signIn(holder.signInName);
    const kept = () => visit.page.evaluate<string>('sessionStorage.getItem("session") ?? ""');
    await expect.poll(kept).toContain('"confirmation"');
    await visit.go('/add-email');
    await visit.field('Email address').fill('confirming@example.org');
    await visit.button('Send code').click();
    await visit.enterCode('confirming@example.org');
    await visit.heading('Security info').waitFor();
    await row(visit, 'c•••@example.org').waitFor();
  });
});
