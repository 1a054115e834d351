import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';
import { saved, seated, type Seat } from '../support/seated.js';
import type { Visit } from '../support/web-visit.js';

const { host, browser } = useBrowsedHost();

const told = (visit: Visit): Promise<readonly string[]> =>
  visit.page.locator('.day .what > span').allTextContents();

async function stepUp({ holder }: Seat): Promise<void> {
  await holder.stepUp(holder.emailId, holder.email);
}

describe('AUD-1 recent activity', () => {
  it('tells everything that was done, in words, day by day, newest first', async () => {
    // All of the first day's is of one day.
    if ((await host.now()).getUTCHours() === 23) await host.advance('PT1H');
    await using seat = await seated(browser(), host, 'told@example.org');
    const { holder, keys, visit } = seat;
    const started = await host.now();
    await holder.setTwoStep(true);
    await holder.trustDevice('Phone');
    await stepUp(seat);
    const { body } = await holder.call('GET', '/api/trusted-devices');
    await holder.call('DELETE', `/api/trusted-devices/${body.devices[0]?.id ?? ''}`);
    const made = await holder.post('/api/app-passwords', { name: 'Mail' });
    await holder.call('DELETE', `/api/app-passwords/${made.body.id}`);
    await holder.post('/api/recovery-code');
    await holder.call('GET', '/api/account/export');
    await holder.setTwoStep(false);
    await host.advance('P1D');
    await stepUp(seat);
    await holder.removeAll();

    await keys.use(visit.link('Recent activity'));
    await visit.page.getByText('That’s everything we keep.').waitFor();
    const events = await told(visit);
    expect(events.slice(0, 2)).toEqual([
      'The last contact was removed, and the protection began',
      'A security code was entered',
    ]);
    for (const text of [
      ...['Two-step verification was turned off', 'Your data was downloaded', 'A recovery code was made'],
      ...['An app password was revoked', 'An app password was made', 'A trusted device was revoked'],
      ...['A device was trusted', 'Two-step verification was turned on', 'A contact was added'],
      ...['A sign-in had the right password, and was asked for more', 'Your account was created'],
    ])
      expect(events).toContain(text);
    expect(events.at(-1)).toBe('Your account was created');
    expect(await visit.page.getByText('t•••@example.org').count()).toBeGreaterThan(0);
    expect(await visit.page.content()).not.toContain('told@example.org');
    const days = await visit.page.locator('.day h2').allTextContents();
    const english = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });
    const dayAfter = new Date(started.getTime() + 86_400_000);
    expect(days).toEqual([english.format(dayAfter), english.format(started)]);
    await visit.checked('activity');
    await keys.use(visit.page.getByRole('main').getByRole('link', { name: 'Change your password' }));
    await visit.heading('Change your password').waitFor();
  });

  it('comes in pages, goes on where the older ones begin, and takes up what is new', async () => {
    await using seat = await seated(browser(), host);
    const { holder, keys, visit } = seat;
    for (let n = 0; n < 60; n += 1) await holder.signIn();
    // More sessions than an account keeps: the one at the page was the first to go.
    await keys.signIn(holder.signInName, holder.password);
    await visit.go('/activity');
    await expect.poll(async () => (await told(visit)).length).toBe(50);
    await visit.checked('activity-pages');
    await keys.use(visit.button('Show earlier activity'));
    await visit.page.getByText('That’s everything we keep.').waitFor();
    const all = await told(visit);
    expect([all.length, all.at(-1)]).toEqual([64, 'Your account was created']);
    const focused = 'document.activeElement === document.querySelectorAll(".day li")[50]';
    expect(await visit.page.evaluate<boolean>(focused)).toBe(true);

    await holder.signIn();
    await visit.comeBack();
    await expect.poll(async () => (await told(visit)).length).toBe(65);
    expect((await told(visit)).at(-1)).toBe('Your account was created');
  });

  it('has words in every language for every kind that the service can tell of', async () => {
    const document = (await (await fetch(`${host.url}/api/openapi.json`)).json()) as {
      readonly components: {
        readonly schemas: {
          readonly ActivityEntry: { readonly properties: { readonly kind: { readonly enum: string[] } } };
        };
      };
    };
    const kinds = document.components.schemas.ActivityEntry.properties.kind.enum;
    expect(kinds.length).toBeGreaterThan(20);
    const english = await textsOf('en');
    for (const language of ['en', 'de', 'es', 'fr', 'pt', 'ja', 'zh-Hans', 'ar']) {
      const texts = await textsOf(language);
      const missing = kinds.filter((kind) => (texts[`event-${kind}`] ?? '') === '');
      expect(missing, language).toEqual([]);
      const same = kinds.filter((kind) => texts[`event-${kind}`] === english[`event-${kind}`]);
      expect(same, language).toEqual(language === 'en' ? kinds : []);
    }
  });
});

async function textsOf(language: string): Promise<Readonly<Record<string, string>>> {
  const file = await readFile(`web/locales/${language}/account.json`, 'utf8');
  return JSON.parse(file) as Record<string, string>;
}

describe('PRV-3 the data of an account', () => {
  it('is downloaded whole, after a step-up', async () => {
    await using seat = await seated(browser(), host, 'export@example.org');
    const { holder, keys, visit } = seat;
    await keys.use(visit.link('Your data'));
    await visit.button('Download').waitFor();
    await visit.checked('data');
    await keys.use(visit.button('Download'));
    await visit.page.getByRole('dialog').waitFor();
    await visit.press('Escape');
    await visit.page.getByRole('dialog').waitFor({ state: 'detached' });
    const [name, content] = await saved(visit, async () => {
      await keys.use(visit.button('Download'));
      await keys.stepUp(holder.email);
    });
    expect(name).toBe('security-info.json');
    expect(JSON.parse(content)).toMatchObject({
      accountId: holder.accountId,
      signInName: holder.signInName,
      contacts: [{ address: 'export@example.org', status: 'active' }],
    });
    await visit.page.getByText('Your data is in the file security-info.json').waitFor();
    await visit.checked('data-downloaded');
  });

  it('is erased with the account, once its name is typed and a code given; then nobody signs in', async () => {
    await using seat = await seated(browser(), host, 'erase@example.org');
    const { holder, keys, visit } = seat;
    await visit.go('/data');
    await keys.use(visit.link('Delete account…'));
    await visit.button('Delete account').waitFor();
    await visit.checked('delete-account');
    await visit.press('Tab');
    await keys.use(visit.button('Delete account'));
    await visit.page.getByText('That’s not your sign-in name.').waitFor();
    const field = visit.field('Type your sign-in name to confirm');
    await keys.type(field, `${holder.signInName}x`);
    await visit.press('Enter');
    await visit.page.getByText('That’s not your sign-in name.').waitFor();
    await visit.checked('delete-account-mismatch');
    await keys.type(field, ` ${holder.signInName.toUpperCase()} `);
    await visit.press('Enter');
    await visit.page.getByRole('dialog').waitFor();
    await visit.press('Escape');
    await visit.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect((await holder.info()).status).toBe(200);
    await keys.use(visit.button('Delete account'));
    await keys.stepUp(holder.email);

    await visit.heading('Your account is being erased').waitFor();
    await visit.checked('account-erased');
    expect((await holder.info()).status).toBe(401);
    await host.advance('PT10M');
    expect(await holder.notices('erase@example.org')).toContain('account-erased');
    await visit.page.reload();
    await visit.heading('Sign in').waitFor();
    await visit.signIn(holder.signInName, holder.password);
    await visit.page.getByText('The sign-in name or the password is wrong.').waitFor();
  });
});

describe('WIN-2 while the account is protected', () => {
  it('says until when, shows what is there, changes nothing, and leads to cancelling', async () => {
    await using seat = await seated(browser(), host, 'shut@example.org');
    const { holder, visit } = seat;
    await holder.post('/api/app-passwords', { name: 'Mail' });
    await holder.setTwoStep(true);
    await holder.trustDevice('Phone');
    await stepUp(seat);
    const { body } = await holder.removeAll();
    const until = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
    const title = `Your account is protected until ${until.format(new Date(body.protection.endsAt))}`;
    for (const path of [
      ...['password', 'two-step', 'app-passwords', 'recovery-code', 'devices', 'data', 'delete-account'],
      'sign-in-options',
    ]) {
      await visit.go('/activity');
      await visit.go(`/${path}`);
      await visit.page.getByText(title).waitFor();
      expect(await visit.link('Cancel the protection').getAttribute('href')).toBe('#/cancel-protection');
      const changing = visit.page.getByRole('main').getByRole('button');
      expect(await changing.count(), path).toBe(0);
      await visit.checked(`protected-${path}`);
    }
    await visit.go('/app-passwords');
    await visit.page.getByText('Mail', { exact: true }).waitFor();
  });

  it('refuses what was begun before, and says why', async () => {
    await using seat = await seated(browser(), host, 'begun@example.org');
    const { holder, keys, visit } = seat;
    await visit.go('/password');
    await keys.type(visit.field('Current password'), holder.password);
    await keys.type(visit.field('New password'), 'a better battery');
    await holder.removeAll();
    await visit.press('Enter');
    await visit.page
      .getByText(/^Your account is protected until .* This can be changed after that/)
      .waitFor();
    await visit.checked('protected-meanwhile');
  });
});
