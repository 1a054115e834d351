import type { APIResponse } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';
import { recovering } from '../support/recovering.js';
import { askForCode, nameAccount } from '../support/recovery-steps.js';
import type { Visit } from '../support/web-visit.js';

const { host, open } = useBrowsedHost({ env: { TRUSTED_PROXIES: '1' } });

const { arrived, forgetful, stranger, unknown } = recovering(() => host);

/** What a page says is compared step by step: neither the wait for another code nor a look in between changes it. */
async function standStill(visit: Visit): Promise<void> {
  let known: APIResponse | undefined;
  await host.advance('PT31S');
  await visit.page.route('**/api/challenges/*', async (route) => {
    known ??= await route.fetch();
    await route.fulfill({ response: known });
  });
  await visit.comeBack();
  await visit.page.getByRole('button', { name: 'Send another code', exact: true }).waitFor();
}

describe('what the page does not tell', () => {
  it('REC-1 REC-2 an unknown name and a wrong proof look like a known one and a right one, and lead nowhere', async () => {
    const { address, holder, sent } = await forgetful();
    const seen: string[] = [];
    for (const name of [holder.signInName, unknown()]) {
      await using visit = await open({ path: '/#/recover' });
      await nameAccount(visit, name);
      const masked = (await visit.page.locator('.choice bdi').first().textContent()) ?? '';
      const isEmail = masked.includes('@');
      await askForCode(visit, masked, isEmail ? 'not.it@example.org' : '+4915100000000');
      await standStill(visit);
      const said = async () =>
        (await visit.page.locator('.sheet').innerText())
          .replaceAll(masked, 'MASK')
          .replace(/reference is \S+/, 'reference')
          .replace(/\d+:\d\d/g, 'TIME');
      const steps = [await said()];
      for (let tries = 4; tries >= 0; tries -= 1) {
        await visit.field('Security code').fill('123456');
        await visit.button('Confirm').click();
        const left = tries === 0 ? 'No tries are left' : tries === 1 ? '1 try left' : `${tries} tries left`;
        await visit.refused(left);
        steps.push(await said());
      }
      await visit.button('Confirm').click();
      await visit.refused('Too many wrong codes');
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

describe('what stands in the way', () => {
  it('CODE-5 too many attempts from one place: it says how long to wait', async () => {
    await using visit = await open({ path: '/#/recover' });
    await visit.page.setExtraHTTPHeaders({ 'x-forwarded-for': '203.0.113.77' });
    const { holder } = await forgetful();
    await nameAccount(visit, holder.signInName);
    await visit.link('I have a recovery code').click();
    for (let tries = 9; tries >= 0; tries -= 1) {
      await visit.field('Recovery code').fill('AAAAA');
      await visit.button('Continue').click();
      await visit.refused(tries === 0 ? 'no tries left' : new RegExp(`\\b${tries} tr`));
    }
    await visit.button('Continue').click();
    await visit.refused(/Too many wrong tries\. Wait .+, then try again\./);
    await visit.checked('recover-too-many-attempts');
  });

  it('REC-1 after an hour it has to begin again', async () => {
    const { address, holder } = await forgetful();
    await using visit = await open({ path: '/#/recover' });
    await nameAccount(visit, holder.signInName);
    await host.advance('PT1H');
    await visit.field('The whole email address').fill(address);
    await visit.button('Send code').click();
    await visit.refused('Start the recovery again');
    await visit.checked('recover-too-late');
    await visit.link('Start again').click();
    await visit.heading('Get back in to your account').waitFor();
    expect(await visit.field('Sign-in name').inputValue()).toBe(holder.signInName);
    expect((await stranger().post('/api/recovery', { signInName: holder.signInName })).status).toBe(200);
  });

  it('DUR-4 cut off while a code is asked for: it goes on where it was, and one code comes', async () => {
    const { address, holder, sent } = await forgetful();
    await using visit = await open({ path: '/#/recover' });
    await nameAccount(visit, holder.signInName);
    await visit.page.context().setOffline(true);
    await visit.field('The whole email address').fill(address);
    await visit.button('Send code').click();
    await visit.refused('We can’t reach the service. Check');
    await visit.page.context().setOffline(false);
    await visit.button('Send code').click();
    await visit.field('Security code').waitFor();
    expect(await arrived(address)).toBe(sent + 1);
  });
});
