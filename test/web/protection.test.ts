import { describe, expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';
import { Holder } from '../support/holder.js';
import type { Visit } from '../support/web-visit.js';

const { host, open } = useBrowsedHost();

/** Signed in with a password alone, at the page; the contacts are older than their probation. */
async function visiting(...addresses: readonly string[]) {
  const holder = await Holder.signedUp(host);
  for (const address of addresses) await holder.addEmail(address);
  await host.advance('P8D');
  await holder.signIn();
  const visit = await open({ signedIn: holder });
  return { holder, visit };
}

/** A step-up, aside from the page. */
async function prove(holder: Holder, address: string): Promise<void> {
  const { contacts } = (await holder.info()).body;
  const contact = contacts.find(({ masked }) => masked === maskOf(address));
  await holder.stepUp(contact?.id ?? '', address);
}

const maskOf = (address: string) => `${address.slice(0, 1)}•••${address.slice(address.indexOf('@'))}`;

/** The step-up that comes in between. */
async function stepUp(visit: Visit, address: string): Promise<void> {
  const dialog = visit.page.getByRole('dialog');
  await dialog.getByLabel(maskOf(address)).check();
  await dialog.getByRole('button', { name: 'Send code' }).click();
  await visit.enterCode(address);
}

async function removed(visit: Visit, masked: string): Promise<void> {
  await visit.link(`Remove ${masked}`).click();
  await visit.heading('Remove a contact').waitFor();
}

describe('removing', () => {
  it('RMV-1 RMV-2 one of two goes at once, after a code, and is told', async () => {
    const { holder, visit } = await visiting('first@example.org', 'second@example.org');
    await using _ = visit;
    await removed(visit, 's•••@example.org');
    await visit.page.getByText('with a link that brings it back and works for 7 days').waitFor();
    await visit.checked('remove');
    await visit.button('Remove').click();
    await stepUp(visit, 'first@example.org');
    await visit.said('s•••@example.org was removed.');
    await visit.row('f•••@example.org').waitFor();
    expect(await visit.row('s•••@example.org').count()).toBe(0);
    expect(await holder.noticesSettled('second@example.org')).toContain('contact-removed');
  });

  it('RMV-3 the last one: what that means, a yes, and the account is protected', async () => {
    const { visit } = await visiting('only@example.org');
    await using _ = visit;
    await removed(visit, 'o•••@example.org');
    await visit.page.getByText('This is the last contact that can take codes').waitFor();
    await visit.page.getByText('Shut: security info').waitFor();
    await visit.button('Remove and protect my account').click();
    await visit.refused('Read what this means and tick the box first.');
    await visit.checked('remove-last');
    await visit.page.getByLabel('I understand what is shut for 30 days.').check();
    await visit.button('Remove and protect my account').click();
    await stepUp(visit, 'only@example.org');
    await visit.said('Your account is protected until');
    await visit.page.getByText('Your account is protected for 30 more days').waitFor();
    await visit.page.getByText('All security info was removed.').waitFor();
    await visit.checked('protected');
  });

  it('RMV-4 a new contact that removes an older one is told what that starts', async () => {
    const { holder, visit } = await visiting('elder@example.org');
    await using _ = visit;
    await prove(holder, 'elder@example.org');
    await holder.addEmail('young@example.org');
    await visit.comeBack();
    await removed(visit, 'e•••@example.org');
    await visit.button('Remove').click();
    await stepUp(visit, 'young@example.org');
    await visit.page.getByText('was added less than 7 days ago').waitFor();
    await visit.checked('remove-probation');
    await visit.page.getByLabel('I understand what is shut for 30 days.').check();
    await visit.button('Remove and protect my account').click();
    await visit.page.getByText('Security info is being replaced').waitFor();
    await visit.row('e•••@example.org').filter({ hasText: 'Removed' }).waitFor();
    await visit.row('y•••@example.org').waitFor();
    expect(await visit.link(/^Remove /).count()).toBe(0);
  });

  it('RMV-3 CODE-3 all of them, with the keyboard alone', async () => {
    const { visit } = await visiting('one@example.org', 'two@example.org');
    await using _ = visit;
    await visit.tabTo(visit.link('Remove all'));
    await visit.press('Enter');
    await visit.heading('Remove all security info').waitFor();
    await visit.checked('remove-all');
    await visit.tabTo(visit.page.getByRole('checkbox'));
    await visit.press('Space');
    await visit.tabTo(visit.button('Remove all and protect my account'));
    await visit.press('Enter');
    const first = visit.page.getByRole('dialog').getByRole('radio').first();
    await visit.tabTo(first);
    const label = await visit.page.getByRole('dialog').locator('label').first().textContent();
    await visit.tabTo(visit.page.getByRole('dialog').getByRole('button', { name: 'Send code' }));
    await visit.press('Enter');
    await visit.tabTo(visit.field('Security code'));
    const to = label?.startsWith('o') === true ? 'one@example.org' : 'two@example.org';
    await visit.page.keyboard.type(await visit.codeAskedFor(to));
    await visit.press('Enter');
    await visit.page.getByText('Your account is protected for 30 more days').waitFor();
  });
});

describe('a protected account', () => {
  it('WIN-1 WIN-2 WIN-5 counts its days, changes nothing, and asks for new info at the end', async () => {
    const { holder, visit } = await visiting('gone@example.org');
    await using _ = visit;
    await prove(holder, 'gone@example.org');
    const { endsAt } = (await holder.removeAll()).body.protection;
    await visit.comeBack();
    await visit.page.getByText('Your account is protected for 30 more days').waitFor();
    const shown = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
    await visit.page.getByText(`The protection ends on ${shown.format(new Date(endsAt))}.`).waitFor();
    expect(await visit.link(/^Add an/).count()).toBe(0);
    await visit.go('/add-email');
    await visit.field('Email address').fill('too.soon@example.org');
    await visit.button('Send code').click();
    await visit.refused(`Your account is protected until ${shown.format(new Date(endsAt))}.`);
    await visit.checked('add-email-protected');

    await visit.go('/');
    await host.advance('P20D');
    await visit.comeBack();
    await visit.page.getByText('Your account is protected for 10 more days').waitFor();
    await host.advance('P9DT1H');
    await visit.comeBack();
    await visit.page.getByText('Your account is protected for one more day').waitFor();
    await host.advance('P1D');
    await visit.comeBack();
    await visit.page.getByText('It’s time for new security info').waitFor();
    expect(await visit.page.getByRole('listitem').filter({ hasText: 'g•••@example.org' }).count()).toBe(0);
    await visit.checked('awaiting-info');
    await visit.link('Add an email address').click();
    await visit.field('Email address').fill('fresh@example.org');
    await visit.button('Send code').click();
    await visit.enterCode('fresh@example.org');
    await visit.row('f•••@example.org').waitFor();
    expect(await visit.page.getByText('It’s time for new security info').count()).toBe(0);
  });

  it('WIN-2 WIN-4 a code at a removed contact cancels: everything is back', async () => {
    const { holder, visit } = await visiting('back@example.org', 'also@example.org');
    await using _ = visit;
    await prove(holder, 'back@example.org');
    await holder.call('PUT', '/api/two-step-verification', { enabled: true });
    await visit.comeBack();
    await visit.page.getByText('Add a phone number, too').waitFor();
    await holder.removeAll();
    await host.advance('P5D');
    await visit.comeBack();
    await visit.page.getByText('they need a trusted device or an app password').waitFor();
    await visit.tabTo(visit.link('Cancel the protection'));
    await visit.press('Enter');
    await visit.heading('Cancel the protection').waitFor();
    await visit.page.getByRole('radio').first().waitFor();
    await visit.checked('cancel-protection');
    await visit.page.getByLabel('a•••@example.org').check();
    await visit.button('Send code').click();
    await visit.enterCode('also@example.org');
    await visit.said('The protection is cancelled, and your contacts are back.');
    await visit.row('b•••@example.org').waitFor();
    await visit.link('Remove a•••@example.org').waitFor();
    await visit.go('/cancel-protection');
    await visit.page.getByText('there’s nothing to cancel').waitFor();
  });
});

describe('"I don’t have any of these"', () => {
  it('REP-1 RMV-1 REP-4 from the step-up to a new contact; an old one cancels, and everybody is out', async () => {
    const { visit } = await visiting('lost@example.org');
    await using _ = visit;
    await visit.go('/add-email');
    await visit.field('Email address').fill('found@example.org');
    await visit.button('Send code').click();
    await visit.button('I don’t have any of these').click();
    await visit.heading('Replace your security info').waitFor();
    await visit.checked('replace');
    await visit
      .field(/^Email address/)
      .last()
      .fill('found@example.org');
    await visit.button('Send code').click();
    await visit.page.getByText('Once you enter this code, the wait begins.').waitFor();
    await visit.checked('replace-code');
    await visit.enterCode('found@example.org');
    await visit.said('Your account is protected until');
    await visit.page.getByText('Security info is being replaced').waitFor();
    await visit.row('l•••@example.org').filter({ hasText: 'Removed' }).waitFor();
    await visit.row('f•••@example.org').waitFor();
    await visit.checked('protected-replacement');

    await visit.link('Cancel the protection').click();
    await visit.page.getByText('cancelling signs everybody out').waitFor();
    await visit.button('Send code').click();
    await visit.enterCode('lost@example.org');
    await visit.heading('The protection is cancelled').waitFor();
    await visit.page.getByText('set a new password').waitFor();
    await visit.checked('cancelled');
    await visit.button('Go to sign-in').click();
    await visit.heading('Sign in').waitFor();
  });

  it('REP-1 REP-3 by phone, and the 30 days end with the new one alone', async () => {
    const { visit } = await visiting('old@example.org');
    await using _ = visit;
    await visit.link('I don’t have any of these').click();
    await visit.page.getByRole('radio', { name: 'Phone number' }).check();
    await visit.page.getByRole('textbox', { name: 'Phone number' }).fill('212 555 0177');
    await visit.button('Send code').click();
    await visit.enterCode('+12125550177');
    await visit.row('••••••77').waitFor();
    await host.advance('P31D');
    await visit.comeBack();
    await visit.link('Remove ••••••77').waitFor();
    expect(await visit.row('o•••@example.org').count()).toBe(0);
    await visit.go('/replace');
    await visit.page.getByRole('radio', { name: 'Phone number' }).check();
    await visit.page.getByRole('textbox', { name: 'Phone number' }).fill('212 555 0177');
    await visit.button('Send code').click();
    await visit.refused('is already security info of your account');
  });

  it('REP-1 TSV-1 whoever is asked for a code after the password replaces, and begins anew', async () => {
    const { holder, visit } = await visiting('two.step@example.org');
    await using _ = visit;
    await prove(holder, 'two.step@example.org');
    await holder.call('PUT', '/api/two-step-verification', { enabled: true });
    await visit.button('Sign out').click();
    await visit.signIn(holder.signInName);
    await visit.heading('Enter a security code').waitFor();
    await visit.go('/replace');
    await visit
      .field(/^Email address/)
      .last()
      .fill('new.step@example.org');
    await visit.button('Send code').click();
    await visit.enterCode('new.step@example.org');
    await visit.heading('The new contact is confirmed').waitFor();
    await visit.page.getByText('n•••@example.org takes the place of your old contacts').waitFor();
    await visit.checked('replaced');
    await visit.button('Go to sign-in').click();
    await visit.heading('Sign in').waitFor();
  });
});
