import { describe, expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';
import { Holder } from '../support/holder.js';

const { host, open } = useBrowsedHost();

describe('adding an email address', () => {
  it('ADD-1 ADD-3 ADD-4 ADD-5 from nothing to the list, the misspelling mended by one tap', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await open({ signedIn: holder });
    await visit.page.getByText('You have no security info yet').waitFor();
    await visit.checked('security-info-empty');
    await visit.link('Add an email address').click();
    await visit.heading('Add an email address').waitFor();
    await visit.checked('add-email');

    const field = visit.field('Email address');
    await field.fill('ann@');
    await visit.button('Send code').click();
    await visit.refused('Enter an email address like name@example.com.');
    await field.and(visit.page.locator(':focus')).waitFor();
    await field.fill(holder.signInName);
    await visit.button('Send code').click();
    await visit.refused('This is the address you sign in with.');
    await visit.checked('add-email-refused');

    await field.fill('ann.first@gmial.com');
    await visit.button('Send code').click();
    await visit.page.getByText('Did you mean').waitFor();
    await visit.checked('add-email-suggestion');
    await visit.button('Use ann.first@gmail.com').click();
    await visit.said('We sent the code to ann.first@gmail.com instead.');
    await visit.enterCode('ann.first@gmail.com');
    await visit.heading('Security info').waitFor();
    await visit.said('was added. Codes can go there from now on.');
    await visit.row('a•••@gmail.com').waitFor();
    expect(await visit.row('@gmial.com').count()).toBe(0);
    await visit.page.getByText('Add a second one').waitFor();
    await visit.button('Show in full').click();
    await visit.row('ann.first@gmail.com').waitFor();
    await visit.checked('security-info');
  });

  it('ADD-3 a mailbox at the same provider gets advice, and is taken', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await open({ signedIn: holder, path: '/#/add-email' });
    const address = `same-${holder.signInName}`;
    await visit.field('Email address').fill(address);
    await visit.button('Send code').click();
    await visit.page.getByText('This mailbox is at the same provider as your account.').waitFor();
    await visit.enterCode(address);
    await visit.row('s•••@example.com').waitFor();
  });

  it('ADD-6 ADD-7 with a contact there, a step-up comes in between; adding it twice says so', async () => {
    const holder = await Holder.signedUp(host);
    await holder.addEmail('has.one@example.org');
    await holder.signIn();
    await using visit = await open({ signedIn: holder, path: '/#/add-email' });
    await visit.field('Email address').fill('has.one@example.org');
    await visit.button('Send code').click();
    const dialog = visit.page.getByRole('dialog');
    await dialog.getByText('Show that it’s you').waitFor();
    await visit.checked('step-up');
    await dialog.getByRole('button', { name: 'Send code' }).click();
    await visit.enterCode('has.one@example.org');
    await visit.refused('is already security info of your account');
    await visit.field('Email address').fill('has.two@example.org');
    await visit.button('Send code').click();
    await visit.enterCode('has.two@example.org');
    await visit.said('was added');
    await visit.link('Remove all').waitFor();
    expect(await visit.page.getByText('Add a second one').count()).toBe(0);
  });

  it('is done with the keyboard alone', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await open({ signedIn: holder });
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
    await visit.row('k•••@example.org').waitFor();
  });
});

describe('adding a phone', () => {
  it('ADD-2 the country is found by typing, the number written as its country does', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await open({ signedIn: holder });
    const scripts: string[] = [];
    visit.page.on('request', (request) => scripts.push(new URL(request.url()).pathname));
    await visit.page.reload();
    await visit.link('Add a phone number').waitFor();
    // How numbers are written weighs more than all the rest: it comes when it is needed.
    const before = scripts.filter((path) => path.endsWith('.js'));
    await visit.link('Add a phone number').click();
    const { keyboard } = visit.page;
    const country = visit.page.getByRole('combobox', { name: 'Country or region' });
    await country.waitFor();
    const late = scripts.filter((path) => path.endsWith('.js') && !before.includes(path));
    expect([before.length > 0, late.length]).toEqual([true, 1]);
    // Where the browser is at home.
    await expect.poll(() => country.inputValue()).toBe('United States');
    await visit.checked('add-phone');

    await visit.tabTo(country);
    await keyboard.type('ger');
    await visit.page.locator('[data-highlighted]').getByText('Germany').waitFor();
    await visit.checked('add-phone-countries');
    await keyboard.press('Enter');
    await expect.poll(() => country.inputValue()).toBe('Germany');
    await visit.page.getByText('For example').waitFor();
    const number = visit.field('Phone number');
    await visit.tabTo(number);
    await keyboard.type('0151');
    await visit.press('Enter');
    await visit.refused('No number in this country looks like this.');
    await visit.checked('add-phone-refused');
    await visit.press('End');
    await keyboard.type('12345678');
    expect(await number.inputValue()).toBe('01511 2345678');
    await keyboard.press('Enter');
    await visit.page.getByText('We texted a code to').waitFor();
    await visit.checked('add-phone-code');
    await keyboard.type(await visit.code('+4915112345678'));
    await keyboard.press('Enter');
    await visit.row('••••••78').waitFor();
    await visit.page.getByText('Codes come by text message.').waitFor();
  });

  it('ADD-2 a caret in the middle stays there, and +44 chooses the country', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await open({ signedIn: holder, path: '/#/add-phone' });
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
    await expect.poll(() => country.inputValue()).toBe('United Kingdom');
  });

  it('ADD-2 CODE-4 a call brings the code, and it is asked for in German and Arabic, too', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await open({ signedIn: holder, language: 'de', path: '/#/add-phone' });
    const { keyboard } = visit.page;
    const country = visit.page.locator('input[role=combobox]');
    await expect.poll(() => country.inputValue()).toBe('Deutschland');
    await country.focus();
    await keyboard.type('öster');
    await visit.page.getByRole('option', { name: 'Österreich +43' }).waitFor();
    await country.fill('deu');
    await visit.page.locator('[data-highlighted]').getByText('Deutschland').waitFor();
    await keyboard.press('Enter');
    await expect.poll(() => country.inputValue()).toBe('Deutschland');
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
    await visit.row('••••••79').waitFor();
    await visit.checked('security-info-ar');
  });
});

function arabic(code: string): string {
  return [...code].map((digit) => String.fromCodePoint(0x660 + Number(digit))).join('');
}
