import { describe, expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';
import { holdAnswer } from '../support/held-answer.js';
import { Holder } from '../support/holder.js';
import { recovering, savedCodeIn } from '../support/recovering.js';
import { askForCode, nameAccount } from '../support/recovery-steps.js';
import type { Visit } from '../support/web-visit.js';

const { host, open } = useBrowsedHost();

const { arrived, forgetful } = recovering(() => host);

const secretOf = async (visit: Visit): Promise<string> =>
  (await visit.page.locator('.secret').textContent()) ?? '';

const kept = (visit: Visit): Promise<string> =>
  visit.page.evaluate<string>('JSON.stringify({ ...sessionStorage })');

describe('an answer that comes late, of what gets its holder back in', () => {
  it('REC-1 begins no recovery that was given up', async () => {
    await using visit = await open({ path: '/#/recover' });
    const late = await holdAnswer(visit.page, '**/api/recovery');
    await visit.field('Sign-in name').fill('given-up@example.com');
    await visit.button('Continue').click();
    await late.given;
    await visit.link('Go to sign-in').click();
    await visit.heading('Sign in').waitFor();
    await late.letGo();
    await visit.heading('Sign in').waitFor();
    await visit.go('/recover');
    expect(await visit.field('Sign-in name').inputValue()).toBe('');
  });

  it('REC-3 to a proof of a recovery that was given up serves no other', async () => {
    const [former, next] = [await forgetful(), await forgetful()];
    await using visit = await open();
    await nameAccount(visit, former.holder.signInName);
    await askForCode(visit, 'f•••@example.org', former.address);
    await arrived(former.address);
    const late = await holdAnswer(visit.page, '**/verify');
    await visit.enterCode(former.address);
    await late.given;
    await nameAccount(visit, next.holder.signInName);
    await askForCode(visit, 'f•••@example.org', next.address);
    await visit.field('Security code').fill('123');
    await late.letGo();
    expect(await visit.field('Security code').inputValue()).toBe('123');
    await arrived(next.address);
    await visit.enterCode(next.address);
    await visit.heading('Set a new password').waitFor();
  });

  it('REC-5 with the new code on paper of a recovery that was given up is shown until it is saved', async () => {
    const [former, next] = [await forgetful(), await forgetful()];
    const paper = savedCodeIn((await former.holder.post('/api/recovery-code')).body);
    await using visit = await open();
    await nameAccount(visit, former.holder.signInName);
    await visit.link('I have a recovery code').click();
    await visit.field('Recovery code').fill(paper);
    const late = await holdAnswer(visit.page, '**/recovery-code');
    await visit.button('Continue').click();
    await late.given;
    await nameAccount(visit, next.holder.signInName);
    await askForCode(visit, 'f•••@example.org', next.address);
    await late.letGo();
    await visit.heading('Save your new recovery code').waitFor();
    await visit.page.getByText(former.holder.signInName).waitFor();
    await visit.checked('recover-former-recovery-code');
    const shown = await secretOf(visit);
    await visit.page.reload();
    await visit.page.getByText(shown).waitFor();
    await visit.button('I’ve saved it').click();
    // The one under way goes on where it was.
    await arrived(next.address);
    await visit.enterCode(next.address);
    await visit.heading('Set a new password').waitFor();
    expect(await kept(visit)).not.toContain(shown);
  });

  it('REC-5 with a recovery code is kept for whoever left its page until it was shown, and for nobody else', async () => {
    const holder = await Holder.signedUp(host);
    await holder.addEmail('paper@example.org');
    await using visit = await open({ signedIn: holder, path: '/#/recovery-code' });
    await makeAndLeave(visit);
    await visit.link('Recovery code').click();
    await visit.page.getByText('Your new recovery code').waitFor();
    expect(await secretOf(visit)).not.toBe('');
    await visit.link('Signing in').click();
    await visit.heading('Signing in').waitFor();
    await visit.go('/recovery-code');
    await visit.button('Make a recovery code').waitFor();
    expect(await visit.page.locator('.secret').count()).toBe(0);

    await makeAndLeave(visit);
    await visit.button('Sign out').click();
    await visit.heading('Sign in').waitFor();
    const next = await Holder.signedUp(host);
    await next.addEmail('next@example.org');
    await visit.signIn(next.signInName);
    await visit.row('n•••@example.org').waitFor();
    await visit.go('/recovery-code');
    await visit.button('Make a recovery code').waitFor();
    expect(await visit.page.locator('.secret').count()).toBe(0);
  });
});

/** Has a recovery code made, and is elsewhere when it comes. */
async function makeAndLeave(visit: Visit): Promise<void> {
  const late = await holdAnswer(visit.page, '**/api/recovery-code');
  await visit.button('Make a recovery code').click();
  await late.given;
  await visit.link('Signing in').click();
  await visit.heading('Signing in').waitFor();
  await late.letGo();
  await visit.said('Your new recovery code is ready.');
}
