import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.js';
import { Holder } from '../support/holder.js';
import { recovering } from '../support/recovering.js';
import { startHost, type LocalHost } from '../support/start-host.js';
import { Visit } from '../support/web-visit.js';

const NEW_PASSWORD = 'another battery, horse';

let host: LocalHost;
let browser: Browser;
beforeAll(async () => {
  [host, browser] = await Promise.all([startHost({ env: { TRUSTED_PROXIES: '1' } }), startBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await host[Symbol.asyncDispose]();
});

const { arrived, forgetful, stranger, unknown } = recovering(() => host);

/** Up to where the contacts are. */
async function named(visit: Visit, signInName: string): Promise<void> {
  await visit.go('/recover');
  await visit.field('Sign-in name').fill(signInName);
  await visit.button('Continue').click();
  await visit.heading('Choose a contact').waitFor();
}

async function askedCode(visit: Visit, masked: string, proof: string): Promise<void> {
  await visit.page.getByRole('radio', { name: masked }).check();
  await visit.field(/^The whole/).fill(proof);
  await visit.button('Send code').click();
  await visit.heading('Enter the code').waitFor();
  await visit.field('Security code').waitFor();
}

async function passwordSet(visit: Visit, password = NEW_PASSWORD): Promise<void> {
  await visit.heading('Set a new password').waitFor();
  await visit.field('New password').fill(password);
  await visit.button('Set new password').click();
}

const alert = (visit: Visit, hasText: string | RegExp) => visit.page.getByRole('alert').filter({ hasText });
const randomPhone = () => `+4915123${String(Math.floor(Math.random() * 1e6)).padStart(6, '0')}`;
const maskOf = (phone: string) => `••••••${phone.slice(-2)}`;

describe('getting back in, in a browser', () => {
  it('REC-1 REC-2 REC-3 REC-4 by email: a name, the hidden part, a code, a new password; a reload loses nothing', async () => {
    const { address, holder } = await forgetful();
    await using visit = await Visit.open(browser, host, { width: 320, path: '/#/recover' });
    await visit.checked('recover');
    await named(visit, ` ${holder.signInName} `);
    await visit.checked('recover-contact');
    await askedCode(visit, 'f•••@example.org', address.replace('@example.org', ''));
    await visit.page.getByText('If what you entered is right').waitFor();
    await visit.checked('recover-code');

    await visit.page.reload();
    await visit.field('Security code').fill('000000');
    await visit.button('Confirm').click();
    await alert(visit, 'That’s not the code').waitFor();
    await visit.checked('recover-wrong-code');
    await arrived(address);
    await visit.enterCode(address);
    await visit.heading('Set a new password').waitFor();
    await visit.page.reload();
    await visit.heading('Set a new password').waitFor();
    await visit.checked('recover-new-password');
    await passwordSet(visit, 'password12');
    await alert(visit, 'guessed first').waitFor();
    await visit.checked('recover-weak-password');
    await passwordSet(visit);

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
    await using visit = await Visit.open(browser, host, { path: '/#/recover' });
    await named(visit, holder.signInName);
    await askedCode(visit, maskOf(phone), phone.replace('+49', '0'));
    expect(await arrived(phone)).toBe(before + 1);
    await visit.enterCode(phone);
    await passwordSet(visit);
    await visit.heading('Sign in').waitFor();
  });

  it('by keyboard alone', async () => {
    const { address, holder } = await forgetful();
    await using visit = await Visit.open(browser, host, { path: '/#/recover' });
    await visit.tabTo(visit.field('Sign-in name'));
    await visit.page.keyboard.type(holder.signInName);
    await visit.press('Enter');
    await visit.heading('Choose a contact').waitFor();
    await visit.tabTo(visit.field('The whole email address'));
    await visit.page.keyboard.type(address);
    await visit.press('Enter');
    await visit.field('Security code').waitFor();
    await arrived(address);
    await visit.tabTo(visit.field('Security code'));
    await visit.page.keyboard.type(await visit.code(address));
    await visit.press('Enter');
    await visit.heading('Set a new password').waitFor();
    await visit.tabTo(visit.field('New password'));
    await visit.page.keyboard.type(NEW_PASSWORD);
    await visit.press('Enter');
    await visit.heading('Sign in').waitFor();
    holder.password = NEW_PASSWORD;
    expect((await holder.signIn()).body.outcome).toBe('signed-in');
  });
});

describe('what the page does not tell', () => {
  it('REC-1 REC-2 an unknown name and a wrong proof look like a known one and a right one, and lead nowhere', async () => {
    const { address, holder, sent } = await forgetful();
    const seen: string[] = [];
    for (const name of [holder.signInName, unknown()]) {
      await using visit = await Visit.open(browser, host, { path: '/#/recover' });
      await named(visit, name);
      const masked = (await visit.page.locator('.choice bdi').first().textContent()) ?? '';
      const isEmail = masked.includes('@');
      await askedCode(visit, masked, isEmail ? 'not.it@example.org' : '+4915100000000');
      const said = async () =>
        (await visit.page.locator('.sheet').innerText())
          .replaceAll(masked, 'MASK')
          .replace(/reference is \S+/, 'reference')
          .replace(/\d+:\d\d/g, 'TIME');
      const steps = [await said()];
      for (let tries = 4; tries >= 0; tries -= 1) {
        await visit.field('Security code').fill('123456');
        await visit.button('Confirm').click();
        await alert(visit, tries === 1 ? '1 try left' : `${tries} tries left`).waitFor();
        steps.push(await said());
      }
      await visit.button('Confirm').click();
      await alert(visit, 'Too many wrong codes').waitFor();
      steps.push(await said());
      seen.push(steps.join('\n'));
      if (name !== holder.signInName) {
        await visit.checked('recover-exhausted');
        await visit.button('Ask for a new code').click();
        await visit.heading('Choose a contact').waitFor();
      }
    }
    expect(seen[1]).toBe(seen[0]);
    expect(await arrived(address)).toBe(sent);
  });
});

describe('more than one proof, and the code on paper', () => {
  it('REC-3 with two-step verification on, a contact on the other channel is asked for, too', async () => {
    const [address, phone] = [`careful-${randomUUID().slice(0, 8)}@example.org`, randomPhone()];
    const holder = await Holder.signedUp(host);
    const email = await holder.addEmail(address);
    await holder.addPhone(phone, 'DE');
    await holder.stepUp(email, address);
    expect((await holder.call('PUT', '/api/two-step-verification', { enabled: true })).status).toBe(200);

    await using visit = await Visit.open(browser, host, { path: '/#/recover' });
    await named(visit, holder.signInName);
    await askedCode(visit, 'c•••@example.org', address);
    await arrived(address);
    await visit.enterCode(address);
    await visit.heading('One more proof').waitFor();
    await visit.checked('recover-second-proof');
    await visit.page.reload();
    await visit.heading('One more proof').waitFor();
    expect(await visit.page.getByRole('radio').count()).toBe(1);
    await askedCode(visit, maskOf(phone), phone);
    await arrived(phone);
    await visit.enterCode(phone);
    await passwordSet(visit);
    await visit.heading('Sign in').waitFor();
  });

  it('REC-5 the recovery code opens it alone; the new one is shown once, and stays until it is saved', async () => {
    const { holder } = await forgetful();
    const { recoveryCode } = (await holder.post('/api/recovery-code')).body as unknown as {
      recoveryCode: string;
    };
    await using visit = await Visit.open(browser, host, { path: '/#/recover' });
    await named(visit, holder.signInName);
    await visit.link('I have a recovery code').click();
    await visit.heading('Use your recovery code').waitFor();
    await visit.checked('recover-recovery-code');
    await visit.field('Recovery code').fill('AAAAA-AAAAA');
    await visit.button('Continue').click();
    await alert(visit, 'That’s not the recovery code').waitFor();
    await visit.checked('recover-wrong-recovery-code');
    await visit.field('Recovery code').fill(recoveryCode.toLowerCase().replaceAll('-', ' '));
    await visit.button('Continue').click();
    await visit.heading('Save your new recovery code').waitFor();
    await visit.checked('recover-new-recovery-code');
    const shown = async () => (await visit.page.locator('.secret').textContent()) ?? '';
    const next = await shown();
    expect(next).toMatch(/^(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}$/);
    expect(next).not.toBe(recoveryCode);
    await visit.page.reload();
    await visit.heading('Save your new recovery code').waitFor();
    expect(await shown()).toBe(next);
    await visit.button('Copy').click();
    expect(await visit.page.evaluate('navigator.clipboard.readText()')).toBe(next);
    await visit.button('I’ve saved it').click();
    await passwordSet(visit);
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
    await using visit = await Visit.open(browser, host, { path: '/#/recover' });
    await named(visit, holder.signInName);
    await askedCode(visit, 's•••@example.org', address);
    await arrived(address);
    await visit.enterCode(address);
    await visit.page.getByText('One proof is not enough').waitFor();
    await visit.checked('recover-nothing-left');
    await visit.link('I don’t have any of these').click();
    await visit.heading('You can’t reach any of these contacts').waitFor();
    await visit.checked('recover-none');
  });
});

describe('what stands in the way', () => {
  it('CODE-5 too many attempts from one place: it says how long to wait', async () => {
    await using visit = await Visit.open(browser, host, { path: '/#/recover' });
    await visit.page.setExtraHTTPHeaders({ 'x-forwarded-for': '203.0.113.77' });
    const { holder } = await forgetful();
    await named(visit, holder.signInName);
    await visit.link('I have a recovery code').click();
    for (let tries = 9; tries >= 0; tries -= 1) {
      await visit.field('Recovery code').fill('AAAAA');
      await visit.button('Continue').click();
      await alert(visit, tries === 0 ? 'no tries left' : new RegExp(`\\b${tries} tr`)).waitFor();
    }
    await visit.button('Continue').click();
    await alert(visit, /Too many wrong tries\. Wait .+, then try again\./).waitFor();
    await visit.checked('recover-too-many-attempts');
  });

  it('REC-1 after an hour it has to begin again', async () => {
    const { address, holder } = await forgetful();
    await using visit = await Visit.open(browser, host, { path: '/#/recover' });
    await named(visit, holder.signInName);
    await host.advance('PT1H');
    await visit.field('The whole email address').fill(address);
    await visit.button('Send code').click();
    await alert(visit, 'Start the recovery again').waitFor();
    await visit.checked('recover-too-late');
    await visit.link('Start again').click();
    await visit.heading('Get back in to your account').waitFor();
    expect(await visit.field('Sign-in name').inputValue()).toBe(holder.signInName);
    expect((await stranger().post('/api/recovery', { signInName: holder.signInName })).status).toBe(200);
  });

  it('DUR-4 cut off while a code is asked for: it goes on where it was, and one code comes', async () => {
    const { address, holder, sent } = await forgetful();
    await using visit = await Visit.open(browser, host, { path: '/#/recover' });
    await named(visit, holder.signInName);
    await visit.page.context().setOffline(true);
    await visit.field('The whole email address').fill(address);
    await visit.button('Send code').click();
    await alert(visit, 'We can’t reach the service. Check').waitFor();
    await visit.page.context().setOffline(false);
    await visit.button('Send code').click();
    await visit.field('Security code').waitFor();
    expect(await arrived(address)).toBe(sent + 1);
  });
});
