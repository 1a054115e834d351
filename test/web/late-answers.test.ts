import { describe, expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';
import { holdAnswer } from '../support/held-answer.js';
import { Holder, wrong } from '../support/holder.js';
import type { Visit } from '../support/web-visit.js';

const { host, open } = useBrowsedHost();

/** Signed in, and just now proven to be its holder where there are contacts. */
async function visiting(path: string, ...contacts: readonly string[]) {
  const holder = await Holder.signedUp(host);
  for (const address of contacts) await holder.addEmail(address);
  const visit = await open({ signedIn: holder, path: `/#${path}` });
  return { holder, visit };
}

/** Up to where the code is typed. */
async function named(visit: Visit, address: string): Promise<void> {
  await visit.field('Email address').fill(address);
  await visit.button('Send code').click();
  await visit.field('Security code').waitFor();
}

describe('an answer that comes late', () => {
  it('CODE-3 that a code was wrong: what is typed meanwhile is not typed over', async () => {
    const { visit } = await visiting('/add-email');
    await using _ = visit;
    await named(visit, 'corrected@example.org');
    const code = await visit.codeAskedFor('corrected@example.org');
    const refusal = await holdAnswer(visit.page, '**/verify');
    await visit.field('Security code').fill(wrong(code));
    await visit.press('Enter');
    await visit.field('Security code').fill(code.slice(0, 5));
    await refusal.letGo();
    await visit.refused('That’s not the code.');
    await visit.page.keyboard.type(code.slice(5));
    expect(await visit.field('Security code').inputValue()).toBe(code);
    await visit.press('Enter');
    await visit.row('c•••@example.org').waitFor();
  });

  it('ADD-1 from a page that was left takes no other code’s place', async () => {
    const { visit } = await visiting('/add-email');
    await using _ = visit;
    const late = await holdAnswer(visit.page, '**/api/security-info');
    await visit.field('Email address').fill('left@example.org');
    await visit.button('Send code').click();
    await late.given;
    await visit.go('/add-phone');
    await visit.field('Phone number').fill('212 555 0151');
    await visit.button('Send code').click();
    await visit.page.getByText('We texted a code to').waitFor();
    await visit.field('Security code').fill(await visit.codeAskedFor('+12125550151'));
    await late.letGo();
    await visit.button('Confirm').click();
    await visit.row('••••••51').waitFor();
    // Whoever comes back to the page begins anew.
    await visit.go('/add-email');
    await visit.field('Email address').waitFor();
  });

  it('ADD-4 leaves its holder where they are, says there what was done, and shows it', async () => {
    const { visit } = await visiting('/add-email');
    await using _ = visit;
    await named(visit, 'elsewhere@example.org');
    const late = await holdAnswer(visit.page, '**/verify');
    await visit.enterCode('elsewhere@example.org');
    await late.given;
    await visit.link('Signing in').click();
    await visit.link('Two-step verification').click();
    await visit.button('Turn on').waitFor();
    await late.letGo();
    await visit.said('e•••@example.org was added.');
    await visit.heading('Two-step verification').waitFor();
  });

  it('RMV-2 shows the list as it is by then', async () => {
    const { visit } = await visiting('/', 'gone@example.org', 'kept@example.org');
    await using _ = visit;
    await visit.link('Remove g•••@example.org').click();
    const asked = visit.page.waitForRequest((request) => request.method() === 'DELETE');
    let remove = (): void => undefined;
    const listed = new Promise<void>((resolve) => (remove = resolve));
    await visit.page.route('**/api/security-info/*', async (route) => {
      await listed;
      await route.continue();
    });
    await visit.button('Remove').click();
    await asked;
    await visit.link('Security info').click();
    await visit.row('g•••@example.org').waitFor();
    remove();
    await visit.said('g•••@example.org was removed.');
    await visit.row('g•••@example.org').waitFor({ state: 'detached' });
    await visit.row('k•••@example.org').waitFor();
  });

  it('to somebody who has signed out since is not for who comes next', async () => {
    const { visit } = await visiting('/add-email');
    await using _ = visit;
    await named(visit, 'before@example.org');
    const late = await holdAnswer(visit.page, '**/verify');
    await visit.enterCode('before@example.org');
    await late.given;
    await visit.button('Sign out').click();
    const next = await Holder.signedUp(host);
    await visit.signIn(next.signInName);
    await visit.page.getByText('You have no security info yet').waitFor();
    await late.letGo();
    await visit.page.reload();
    await visit.page.getByText(next.signInName).waitFor();
    await visit.page.getByText('You have no security info yet').waitFor();
  });

  it('RMV-1 to a code that is wanted no more serves whatever is asked for by then', async () => {
    const { holder, visit } = await visiting('/recovery-code');
    await using _ = visit;
    await holder.addEmail('stepped@example.org');
    await visit.page.reload();
    await visit.button('Make a recovery code').click();
    const dialog = visit.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Send code' }).click();
    const late = await holdAnswer(visit.page, '**/verify');
    await visit.enterCode('stepped@example.org');
    await late.given;
    await visit.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await visit.button('Make a recovery code').click();
    await dialog.waitFor();
    await late.letGo();
    await visit.page.getByText('Your new recovery code').waitFor();
  });

  it('to somebody who has signed in under another name since changes nothing', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await open();
    const late = await holdAnswer(visit.page, '**/api/sign-in');
    await visit.signIn(holder.signInName);
    await late.given;
    await visit.signUp('signed-up-since');
    await late.letGo();
    await visit.page.reload();
    await visit.page.getByText('signed-up-since').waitFor();
  });

  it('ADD-5 with another code leaves who names another contact by then', async () => {
    const { visit } = await visiting('/add-email');
    await using _ = visit;
    await named(visit, 'mistyped@example.org');
    await host.advance('PT11M');
    const late = await holdAnswer(visit.page, '**/api/challenges');
    await visit.button('Ask for a new code').click();
    await late.given;
    await visit.button('Use another address').click();
    await visit.field('Email address').fill('meant@example.org');
    await late.letGo();
    expect(await visit.field('Email address').inputValue()).toBe('meant@example.org');
  });

  it('APP-1 that one is revoked leaves the question about another', async () => {
    const { holder, visit } = await visiting('/', 'revoking@example.org');
    await using _ = visit;
    for (const name of ['Mail', 'Calendar']) await holder.post('/api/app-passwords', { name });
    await visit.go('/app-passwords');
    const late = await holdAnswer(visit.page, '**/api/app-passwords/*');
    const dialog = visit.page.getByRole('dialog', { name: 'Revoke this app password?' });
    await visit.button('Revoke Mail').click();
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await late.given;
    await visit.press('Escape');
    await visit.button('Revoke Calendar').click();
    await dialog.waitFor();
    await late.letGo();
    await visit.said('Revoked.');
    await dialog.getByText('Calendar').waitFor();
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await visit.page.getByText('You have no app passwords.').waitFor();
  });

  it('CODE-6 of a language that was not the last choice changes nothing', async () => {
    await using visit = await open();
    const german = await holdAnswer(visit.page, '**/_texts_de-*');
    const choice = visit.page.locator('.language select');
    await choice.selectOption('de');
    await german.given;
    await choice.selectOption('fr');
    await visit.page.locator('html[lang=fr]').waitFor();
    await german.letGo();
    expect(await visit.page.locator('html').getAttribute('lang')).toBe('fr');
    expect(await choice.inputValue()).toBe('fr');
  });

  it('ADD-2 of the countries leaves what is typed for one', async () => {
    const { visit } = await visiting('/add-phone');
    await using _ = visit;
    const country = visit.page.getByRole('combobox', { name: 'Country or region' });
    await expect.poll(() => country.inputValue()).toBe('United States');
    const late = await holdAnswer(visit.page, '**/api/countries*');
    await visit.comeBack();
    await late.given;
    await country.focus();
    await visit.page.keyboard.type('ger');
    await late.letGo();
    await visit.page.keyboard.type('many');
    expect(await country.inputValue()).toBe('germany');
  });
});

describe('the end of a protection', () => {
  it('WIN-5 is asked for again while the service’s clock has not come to it', async () => {
    const { holder, visit } = await visiting('/', 'ending@example.org');
    await using _ = visit;
    await holder.removeAll();
    let asked = 0;
    await visit.page.route('**/api/security-info', async (route) => {
      const response = await route.fetch();
      const info = (await response.json()) as { readonly protection: object };
      asked += 1;
      const over = new Date(Date.parse(response.headers()['date'] ?? '') - 1_000).toISOString();
      const json = asked > 2 ? info : { ...info, protection: { ...info.protection, endsAt: over } };
      await route.fulfill({ response, json });
    });
    await visit.comeBack();
    await visit.page.getByText('Your account is protected for 30 more days').waitFor();
  });
});

describe('coming back to the page', () => {
  it('while the service is in trouble takes away nothing of what is typed', async () => {
    const { holder, visit } = await visiting('/password');
    await using _ = visit;
    await visit.field('Current password').fill(holder.password);
    const trouble = { type: 'urn:security-info:problem:internal-error', code: 'internal-error', status: 500 };
    await visit.page.route('**/api/security-info', (route) => route.fulfill({ status: 500, json: trouble }));
    const answered = visit.page.waitForResponse('**/api/security-info');
    await visit.comeBack();
    await (await answered).finished();
    await visit.page.waitForTimeout(200);
    expect(await visit.field('Current password').inputValue()).toBe(holder.password);
  });

  it('looks anew once, whatever the browser tells of it', async () => {
    const { visit } = await visiting('/');
    await using _ = visit;
    await visit.page.getByText('You have no security info yet').waitFor();
    let asked = 0;
    visit.page.on('request', (request) => {
      if (request.url().endsWith('/api/security-info')) asked += 1;
    });
    // As a browser does whose tab is hidden and shown again.
    await visit.page.evaluate(`
      let state = 'hidden';
      Object.defineProperty(document, 'visibilityState', { get: () => state });
      const changed = () => document.dispatchEvent(new Event('visibilitychange'));
      window.dispatchEvent(new Event('blur'));
      changed();
      state = 'visible';
      changed();
      window.dispatchEvent(new Event('focus'));`);
    await visit.page.waitForTimeout(500);
    expect(asked).toBe(1);
  });
});
