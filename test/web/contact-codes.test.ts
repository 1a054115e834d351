import { beforeEach, describe, expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';
import { holdAnswer } from '../support/held-answer.js';
import { Holder, wrong } from '../support/holder.js';
import type { Visit } from '../support/web-visit.js';

const { host, open } = useBrowsedHost();
beforeEach(async () => {
  await host.provider('sms', 'ok');
});

describe('the code of a new contact', () => {
  it('CODE-1 CODE-3 CODE-4 wrong, superseded, pasted with a blank; sent again after the wait', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await open({ signedIn: holder, path: '/#/add-email' });
    await visit.field('Email address').fill('codes@example.org');
    await visit.button('Send code').click();
    const field = visit.field('Security code');
    await field.waitFor();
    expect(await field.getAttribute('autocomplete')).toBe('one-time-code');
    expect(await field.getAttribute('inputmode')).toBe('numeric');
    const first = await visit.code('codes@example.org');
    await field.fill(wrong(first));
    await visit.button('Confirm').click();
    await visit.refused('That’s not the code.');
    await visit.refused('4 tries');
    const again = visit.button(/Send another code/);
    expect(await again.getAttribute('aria-disabled')).toBe('true');
    await visit.checked('code-wrong');

    await host.advance('PT31S');
    await visit.comeBack();
    await visit.button('Send another code').click();
    await expect.poll(async () => (await holder.codes('codes@example.org')).length).toBe(2);
    await field.fill(first);
    await visit.button('Confirm').click();
    await visit.refused('A newer code was sent at');
    const second = await visit.code('codes@example.org');
    await paste(visit, `${second.slice(0, 3)} ${second.slice(3)}`);
    await expect.poll(() => field.inputValue()).toBe(second);
    await visit.press('Enter');
    await visit.row('c•••@example.org').waitFor();
  });

  it('CODE-4 the next code may be typed before the page knows that it was sent', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await open({ signedIn: holder, path: '/#/add-email' });
    await visit.field('Email address').fill('swift@example.org');
    await visit.button('Send code').click();
    await visit.field('Security code').fill(wrong(await visit.code('swift@example.org')));
    await visit.button('Confirm').click();
    await visit.refused('That’s not the code.');
    await host.advance('PT31S');
    await visit.comeBack();
    const late = await holdAnswer(visit.page, '**/resend');
    await visit.button('Send another code').click();
    await late.given;
    const second = await visit.code('swift@example.org');
    await visit.field('Security code').fill(second);
    await late.letGo();
    await visit.button(/Send another code in/).waitFor();
    expect(await visit.field('Security code').inputValue()).toBe(second);
    await visit.button('Confirm').click();
    await visit.row('s•••@example.org').waitFor();
  });

  it('CODE-7 a text that never arrives: what helps, and a call instead', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await open({ signedIn: holder, path: '/#/add-phone' });
    await host.provider('sms', 'undeliverable');
    await visit.field('Phone number').fill('212 555 0142');
    await visit.button('Send code').click();
    await visit.page.getByText('We texted a code to').waitFor();
    await host.advance('PT31S');
    await visit.comeBack();
    await visit.page.getByText('I didn’t get it').click();
    await visit.page.getByText('The message could not be delivered.').waitFor();
    await visit.page.getByText('Check that the number is right, digit by digit.').waitFor();
    await visit.checked('code-undelivered');
    await visit.button('Call me instead').click();
    await visit.page.getByText('We’re calling').waitFor();
    await visit.enterCode('+12125550142');
    await visit.row('••••••42').waitFor();
  });

  it('CODE-1 ADD-4 ADD-5 too old a code; left alone, and taken up again from the list; gone after a day', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await open({ signedIn: holder, path: '/#/add-email' });
    await visit.field('Email address').fill('pending@example.org');
    await visit.button('Send code').click();
    await visit.field('Security code').waitFor();
    await host.advance('PT11M');
    await visit.comeBack();
    await visit.page.getByText('This code can’t be used any more. Ask for a new one.').waitFor();
    await visit.checked('code-expired');
    await visit.button('Ask for a new code').click();
    await visit.page.getByText('Good for another').waitFor();
    expect((await holder.codes('pending@example.org')).length).toBe(2);
    await visit.go('/');
    await visit.row('Not confirmed yet').waitFor();
    await visit.checked('security-info-pending');
    await visit.link('Enter the code for p•••@example.org').click();
    await visit.heading('Confirm a contact').waitFor();
    await visit.checked('verify');
    await visit.button('Send code').click();
    await visit.enterCode('pending@example.org');
    await visit.said('was added');
    await visit.row('p•••@example.org').waitFor();
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
    await visit.refused('This isn’t there any more.');
    await visit.comeBack();
    await visit.page.getByText('it was confirmed, removed or replaced meanwhile').waitFor();
    await visit.checked('gone');
  });
});

async function paste(visit: Visit, text: string): Promise<void> {
  await visit.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  await visit.field('Security code').fill('');
  await visit.press('Control+V');
}

describe('a contact that wrong codes turned off', () => {
  it('CODE-3 ADD-7 RMV-1 says so, proves nothing, and is added again', async () => {
    const holder = await Holder.signedUp(host);
    const contactId = await holder.addEmail('guessed@example.org');
    await holder.signIn();
    await exhaust(holder, contactId, 'guessed@example.org');
    await using visit = await open({ signedIn: holder });
    await visit.row('Turned off').waitFor();
    await visit.checked('security-info-disabled');
    await visit.go('/add-email');
    await visit.field('Email address').fill('other@example.org');
    await visit.button('Send code').click();
    const dialog = visit.page.getByRole('dialog');
    await dialog.getByText('None of your contacts can take a code now.').waitFor();
    await visit.checked('step-up-none');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await visit.go('/');
    await visit.link('Add it again: g•••@example.org').click();
    await visit.field('Email address').fill('guessed@example.org');
    await visit.button('Send code').click();
    await visit.enterCode('guessed@example.org');
    await visit.link('Remove g•••@example.org').waitFor();
    expect(await visit.page.getByText('Turned off').count()).toBe(0);
  });
});

/** A hundred wrong codes, as slowly as the service takes them. */
async function exhaust(holder: Holder, contactId: string, address: string): Promise<void> {
  for (let hours = 0; hours < 100; hours += 2) {
    if ((await holder.info()).body.contacts[0]?.status === 'disabled') return;
    for (let round = 0; round < 2; round += 1) {
      const asked = await holder.post('/api/challenges', { contactId, purpose: 'step-up' });
      if (asked.status !== 201) break;
      const bad = wrong(await holder.code(address));
      for (let tries = 0; tries < 5; tries += 1) await holder.verify(asked.body.id, bad);
    }
    await host.advance('PT2H');
  }
  throw new Error('never turned off');
}

describe('while a confirmation is asked', () => {
  it('CNF-2 a contact that is added lets its holder in', async () => {
    const holder = await Holder.signedUp(host);
    await host.advance('P61D');
    await using visit = await open();
    await visit.signIn(holder.signInName);
    await visit.heading('Make sure that you can receive a code').waitFor();
    await visit.go('/add-email');
    await visit.field('Email address').fill('confirming@example.org');
    await visit.button('Send code').click();
    await visit.enterCode('confirming@example.org');
    await visit.heading('Security info').waitFor();
    await visit.row('c•••@example.org').waitFor();
  });
});
