import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';
import { everyRefusal, type RefusalCase } from '../support/every-refusal.js';
import { Holder } from '../support/holder.js';
import { patternOf } from '../support/icu-message.js';
import { pageTexts } from '../support/page-texts.js';
import type { Visit } from '../support/web-visit.js';

const { host, open } = useBrowsedHost();

const SIGN_IN = '**/api/sign-in';

/** The service says it, word for word, to whoever presses the button. */
async function refuses(page: Page, body: RefusalCase['body']): Promise<void> {
  await page.unroute(SIGN_IN);
  await page.route(SIGN_IN, (route: Route) =>
    route.fulfill({
      status: body.status,
      contentType: 'application/problem+json',
      body: JSON.stringify(body),
    }),
  );
}

/** What is announced once the button was pressed. */
async function alarmed(page: Page): Promise<string> {
  const alarm = page.locator('main [role="alert"] p');
  const answered = page.waitForResponse(SIGN_IN);
  await page.locator('form button[type="submit"]').click();
  await answered;
  await page.locator('form button[type="submit"]:not([aria-disabled="true"])').waitFor();
  return (await alarm.allInnerTexts()).join('\n');
}

/** A dialog asks for the step-up, in place of a sentence. */
const asksInstead = ({ body }: RefusalCase): boolean => body.code === 'step-up-required';

describe.each([
  ['en', 'en-US', 'ltr'],
  ['de', 'de-AT', 'ltr'],
  ['ar', 'ar-EG', 'rtl'],
] as const)('every refusal is told in %s', (tag, language, direction) => {
  const texts = pageTexts(tag);
  let visit: Visit;
  beforeAll(async () => {
    visit = await open({ language, path: '/#/sign-in' });
    const [name, password] = await visit.page.locator('form input').all();
    await name?.fill('somebody@example.com');
    await password?.fill('correct horse battery');
  });
  afterAll(async () => {
    await visit.close();
  });

  it('on a page that runs its way', async () => {
    const html = visit.page.locator('html');
    expect([await html.getAttribute('lang'), await html.getAttribute('dir')]).toEqual([tag, direction]);
  });

  it('by its own sentence, at once, and that says everything', async () => {
    const wrong: string[] = [];
    for (const refusal of everyRefusal().filter((one) => !asksInstead(one))) {
      await refuses(visit.page, refusal.body);
      const said = await alarmed(visit.page);
      const key = refusal.keys.find((one) => texts.has(one)) ?? '';
      if (!patternOf(texts.get(key) ?? 'nothing', tag).test(said)) wrong.push(`${refusal.name}: ${said}`);
    }
    expect(wrong).toEqual([]);
  });

  it('and a step-up is asked for in a dialog', async () => {
    const refusal = everyRefusal().find(asksInstead);
    await refuses(visit.page, refusal!.body);
    await visit.page.locator('form button[type="submit"]').click();
    const dialog = visit.page.getByRole('dialog', { name: texts.get('challenge.step-up-title')! });
    await dialog.waitFor();
    expect(await dialog.innerText()).toContain('a•••@example.org');
    await visit.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });
});

it('an answer that is none of ours is told as well', async () => {
  await using visit = await open();
  await visit.field('Sign-in name').fill('somebody@example.com');
  await visit.field('Password').fill('correct horse battery');
  const page = '<!doctype html><title>Bad Gateway</title>';
  // The page looks again by itself, and takes back what it said once the service answers.
  await visit.page.route('**/api/health', (route) => route.abort());
  await visit.page.route(SIGN_IN, (route) =>
    route.fulfill({ status: 500, contentType: 'text/html', body: page }),
  );
  expect(await alarmed(visit.page)).toBe(pageTexts('en').get('problems.internal-error'));
  await visit.page.unroute(SIGN_IN);
  // Valid JSON, but no problem.
  await visit.page.route(SIGN_IN, (route) => route.fulfill({ status: 400, json: { error: 'no' } }));
  expect(await alarmed(visit.page)).toBe(pageTexts('en').get('problems.internal-error'));
  await visit.page.unroute(SIGN_IN);
  await visit.page.route(SIGN_IN, (route) =>
    route.fulfill({ status: 502, contentType: 'text/html', body: page }),
  );
  expect(await alarmed(visit.page)).toBe(pageTexts('en').get('problems.offline'));
});

describe('the service’s own refusals', () => {
  it('of signing in', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await open();
    await visit.signIn(holder.signInName, 'not the password');
    const alarm = visit.page.getByRole('alert').filter({ hasText: /\S/ });
    await alarm.getByText('The sign-in name or the password is wrong.').waitFor();
    await visit.checked('refused');
    await visit.signIn(holder.signInName, '123456');
    await alarm.getByText('That looks like a security code.').waitFor();
    for (let tries = 0; tries < 12; tries++) await holder.post('/api/sign-in', wrongPassword(holder));
    await visit.signIn(holder.signInName, 'not the password');
    await alarm.getByText(/Too many wrong tries\. Wait \d+ \w+, then try again\./).waitFor();
  });

  it('of signing up', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await open({ path: '/#/sign-up' });
    const alarm = visit.page.getByRole('alert').filter({ hasText: /\S/ });
    await visit.field('Sign-in name').fill(holder.signInName);
    await visit.field('Password').fill('correct horse battery');
    await visit.button('Create account').click();
    await alarm.getByText('This sign-in name is taken.').waitFor();
    await visit.field('Password').fill('liverpool');
    await visit.field('Sign-in name').fill(`new-${holder.signInName}`);
    await visit.button('Create account').click();
    await alarm.getByText('This password is one that many people use').waitFor();
  });

  it('of a session that has ended: signed out, and the page says so', async () => {
    const holder = await Holder.signedUp(host);
    await using visit = await open();
    await visit.signIn(holder.signInName);
    await visit.heading('Security info').waitFor();
    const changed = { currentPassword: holder.password, newPassword: 'quite another battery' };
    expect((await holder.post('/api/password/change', changed)).status).toBe(204);
    await visit.page.reload();
    await visit.heading('Sign in').waitFor();
    await visit.page.getByText('Sign in again to go on').waitFor();
  });
});

const wrongPassword = ({ signInName }: Holder) => ({ signInName, password: 'not the password' });
