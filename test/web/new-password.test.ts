import { describe, expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';
import { TwoStepHolder } from '../support/two-step-holder.js';

const { host, open } = useBrowsedHost();

const GONE = 'removed@example.org';
const PHONE = '+4915123456702';

/** Somebody removed an address, and whoever reads it has undone that (RMV-5): nobody trusts the password any more. */
async function undone(twoStep: boolean): Promise<TwoStepHolder> {
  const holder = new TwoStepHolder(host);
  await holder.signUp();
  await holder.signIn();
  const phoneId = await holder.addPhone(PHONE, 'DE');
  const goneId = await holder.addEmail(GONE);
  if (twoStep) expect((await holder.setTwoStep(true)).status).toBe(200);
  await host.advance('P10D');
  [holder.email, holder.emailId] = [PHONE, phoneId];
  if (twoStep) {
    await holder.signIn();
    await holder.giveCode();
    await host.advance('PT1M');
  }
  await holder.stepUp(phoneId, PHONE);
  expect((await holder.call('DELETE', `/api/security-info/${goneId}`)).status).toBe(200);
  await holder.noticesSettled(GONE);
  const { token } = await holder.link(GONE, 'contact-removed');
  expect((await holder.post('/api/security-info/undo-removal', { token })).status).toBe(200);
  return holder;
}

describe('REP-4 RMV-5 a new password comes first', () => {
  it('a code, then the new password, which signs in; the old one is good for nothing', async () => {
    const holder = await undone(false);
    await using visit = await open();
    await visit.signIn(holder.signInName);
    await visit.heading('Set a new password').waitFor();
    await visit.checked('new-password');
    await visit.sendCode();
    await visit.enterCode(GONE);
    await visit.field('New password').waitFor();
    await visit.field('New password').fill('password123');
    await visit.button('Save and sign in').click();
    await visit.refused('one that many people use');
    await visit.checked('new-password-weak');
    await visit.field('New password').fill('a better horse battery');
    await visit.button('Save and sign in').click();
    await visit.heading('Security info').waitFor();
    await visit.button('Sign out').click();
    await visit.heading('Sign in').waitFor();
    await visit.signIn(holder.signInName);
    await visit.refused('The sign-in name or the password is wrong.');
  });

  it('REC-4 that took too long: another code', async () => {
    const holder = await undone(false);
    await using visit = await open();
    await visit.signIn(holder.signInName);
    await visit.sendCode();
    await visit.enterCode(GONE);
    await visit.field('New password').fill('a better horse battery');
    await host.advance('PT11M');
    await visit.button('Save and sign in').click();
    await visit.refused('This took too long, or was done already. Ask for a new code.');
    await visit.checked('new-password-too-late');
    await visit.button('Ask for a new code').click();
    await visit.button('Send code').waitFor();
  });

  it('REC-3 with two-step verification a second proof, by keyboard alone', async () => {
    const holder = await undone(true);
    await using visit = await open();
    const { keyboard } = visit.page;
    await visit.signIn(holder.signInName);
    await visit.heading('Set a new password').waitFor();
    for (const to of [GONE, PHONE]) {
      const before = (await holder.codes(to)).length;
      await visit.tabTo(visit.button('Send code'));
      await visit.press('Enter');
      await visit.field('Security code').waitFor();
      await expect.poll(async () => (await holder.codes(to)).length).toBe(before + 1);
      await keyboard.type(await visit.codeAskedFor(to));
      await visit.press('Enter');
      if (to !== GONE) continue;
      await visit.page.getByText('we need one more proof that it’s you').waitFor();
      await visit.checked('new-password-second-proof');
    }
    await visit.tabTo(visit.field('New password'));
    await keyboard.type('a better horse battery');
    await visit.press('Enter');
    await visit.heading('Enter a security code').waitFor();
  });
});
