import { describe, expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';
import { startHost } from '../support/start-host.js';
import { TwoStepHolder } from '../support/two-step-holder.js';
import { Visit } from '../support/web-visit.js';

const { host, browser, open } = useBrowsedHost();

const NAME = '__Host-security-info-device';
const CODE_PAGE = 'Enter a security code';

const deviceCookie = async (visit: Visit) =>
  (await visit.page.context().cookies()).find(({ name }) => name === NAME);

async function signOut(visit: Visit): Promise<void> {
  await visit.button('Sign out').click();
  await visit.heading('Sign in').waitFor();
}

/** At the list, with a device that is trusted from now on. */
async function trusting(holder: TwoStepHolder): Promise<Visit> {
  const visit = await open();
  await visit.signIn(holder.signInName);
  await visit.sendCode();
  await visit.field(/^Trust this device/).check();
  await visit.enterCode(holder.email);
  await visit.heading('Security info').waitFor();
  return visit;
}

describe('TSV-1 the code after the password', () => {
  it('is asked for at every sign-in on a device that is not trusted', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'untrusted');
    await using visit = await open();
    await visit.signIn(holder.signInName);
    await visit.heading(CODE_PAGE).waitFor();
    await visit.checked('sign-in-code');
    await visit.sendCode();
    await visit.checked('sign-in-code-sent');
    // The browser drops the page while the code is looked up: it goes on where it was.
    await visit.page.reload();
    await visit.heading(CODE_PAGE).waitFor();
    await visit.go('/devices');
    await visit.heading(CODE_PAGE).waitFor();
    await host.advance('PT31S');
    await visit.sendCode();
    await visit.enterCode(holder.email);
    // Where they wanted to go.
    await visit.heading('Trusted devices').waitFor();
    expect(await deviceCookie(visit)).toBeUndefined();
    await signOut(visit);
    await visit.signIn(holder.signInName);
    await visit.heading(CODE_PAGE).waitFor();
  });

  it('DEV-1 not on a device that is trusted, whose token no script can read', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'trusted');
    await using visit = await open();
    await visit.signIn(holder.signInName);
    await visit.sendCode();
    await visit.field(/^Trust this device/).check();
    expect(await visit.field('Name of this device').inputValue()).toBe('Chrome (Linux)');
    await visit.checked('sign-in-trust-device');
    await visit.field('Name of this device').fill('Kitchen tablet');
    const answer = visit.page.waitForResponse(/\/verify$/);
    await visit.enterCode(holder.email);
    expect(await (await answer).json()).not.toHaveProperty('deviceToken');
    await visit.heading('Security info').waitFor();

    const first = await deviceCookie(visit);
    expect(first).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/' });
    const readable = await visit.page.evaluate<string>(
      'document.cookie + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)',
    );
    expect(readable).toContain(holder.signInName);
    expect(readable).not.toContain(first!.value.slice(0, 22));

    await signOut(visit);
    await visit.signIn(holder.signInName);
    await visit.heading('Security info').waitFor();
    expect((await deviceCookie(visit))!.value).not.toBe(first!.value);
    await holder.trustDevice();
    const { devices } = (await holder.call('GET', '/api/trusted-devices')).body;
    expect(devices.map(({ name }) => name)).toContain('Kitchen tablet');
  });

  it('by keyboard alone', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'keys');
    await using visit = await open();
    const { keyboard } = visit.page;
    await visit.tabTo(visit.field('Sign-in name'));
    await keyboard.type(holder.signInName);
    await visit.tabTo(visit.field('Password'));
    await keyboard.type(holder.password);
    await visit.press('Enter');
    await visit.heading(CODE_PAGE).waitFor();
    await visit.tabTo(visit.button('Send code'));
    await visit.press('Enter');
    await visit.field('Security code').waitFor();
    await visit.tabTo(visit.field(/^Trust this device/));
    await visit.press('Space');
    await visit.tabTo(visit.field('Name of this device'));
    await keyboard.press('Control+A');
    await keyboard.type('Keys');
    await visit.tabTo(visit.field('Security code'));
    await keyboard.type(await visit.codeAskedFor(holder.email));
    await visit.press('Enter');
    await visit.heading('Security info').waitFor();
    expect(await deviceCookie(visit)).toBeDefined();
  });

  it('REP-1 leads on whoever can read none of them', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'lost');
    await using visit = await open();
    await visit.signIn(holder.signInName);
    await visit.link('I don’t have any of these').click();
    await visit.page.waitForURL(/#\/replace$/);
    await visit.button('Send code').first().waitFor();
  });

  it('STD-1 says what is left where no contact may take it', async () => {
    await using strict = await startHost({ env: { STRICT: 'true' } });
    const holder = new TwoStepHolder(strict);
    await holder.signUp();
    await holder.signIn();
    const emailId = await holder.addEmail('strict@example.org');
    const phoneId = await holder.addPhone('+4915123456701', 'DE');
    await holder.post('/api/recovery-code');
    expect((await holder.setTwoStep(true)).status).toBe(200);
    await strict.advance('PT1M');
    await holder.stepUp(emailId, 'strict@example.org');
    expect((await holder.call('DELETE', `/api/security-info/${phoneId}`)).status).toBe(200);
    await using visit = await Visit.open(browser(), strict);
    await visit.signIn(holder.signInName);
    await visit.page.getByText('There’s nowhere to send a code to right now.').waitFor();
    await visit.checked('sign-in-code-nowhere');
  });
});

describe('WIN-2 two-step verification while the account is protected', () => {
  it('says why nothing but a trusted device opens, and what can be done', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'window');
    await using trusted = await trusting(holder);
    await signOut(trusted);
    await holder.stepUp(holder.emailId, holder.email);
    expect((await holder.removeAll()).status).toBe(200);

    await using visit = await open();
    await visit.signIn(holder.signInName);
    await visit.heading('Only a trusted device can sign in now').waitFor();
    await visit.checked('sign-in-blocked');
    await visit.page.getByText('Open the link in the message').waitFor();
    await visit.tabTo(visit.link('Back to signing in'));
    await visit.press('Enter');
    await visit.heading('Sign in').waitFor();

    await trusted.signIn(holder.signInName);
    await trusted.heading('Security info').waitFor();
  });
});
