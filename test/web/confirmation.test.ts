import { describe, expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';
import { Holder } from '../support/holder.js';
import type { Visit } from '../support/web-visit.js';

const { host, open } = useBrowsedHost();

const ASKED = 'Make sure that you can receive a code';

/** A holder with one contact, away for so long that they are asked (CNF-1). */
async function longAway(email: string): Promise<Holder> {
  const holder = await Holder.signedUp(host);
  await holder.addEmail(email);
  await host.advance('P61D');
  return holder;
}

async function signOut(visit: Visit): Promise<void> {
  await visit.button('Sign out').click();
  await visit.heading('Sign in').waitFor();
}

describe('make sure that you can receive a code', () => {
  it('CNF-1 CNF-2 CNF-3 asked, put off for a day, asked again, verified', async () => {
    const email = 'asked@example.org';
    const holder = await longAway(email);
    await using visit = await open();
    await visit.signIn(holder.signInName);
    await visit.heading(ASKED).waitFor();
    await visit.page.getByText('until').waitFor();
    await visit.checked('confirm');
    await visit.go('/activity');
    await visit.heading(ASKED).waitFor();
    await visit.button('Not now').click();
    // Where they wanted to go.
    await visit.heading('Recent activity').waitFor();
    await visit.said(/We’ll ask you again after /);

    await signOut(visit);
    await visit.signIn(holder.signInName);
    await visit.heading('Security info').waitFor();
    await signOut(visit);
    await host.advance('P1DT1M');
    await visit.signIn(holder.signInName);
    await visit.heading(ASKED).waitFor();
    await visit.sendCode();
    await visit.checked('confirm-code');
    await visit.enterCode(email);
    await visit.heading('Security info').waitFor();
    await visit.said(/Good: codes reach you at /);
    expect((await holder.signIn()).body.outcome).toBe('signed-in');
  });

  it('CNF-4 past the deadline nothing else is open, by keyboard alone', async () => {
    const email = 'overdue@example.org';
    const holder = await longAway(email);
    await holder.signIn();
    await host.advance('P8D');
    await using visit = await open();
    await visit.tabTo(visit.field('Sign-in name'));
    await visit.page.keyboard.type(holder.signInName);
    await visit.tabTo(visit.field('Password'));
    await visit.page.keyboard.type(holder.password);
    await visit.press('Enter');
    await visit.heading(ASKED).waitFor();
    await visit.page.getByText('This can’t wait any longer').waitFor();
    expect(await visit.button('Not now').count()).toBe(0);
    await visit.checked('confirm-overdue');
    await visit.tabTo(visit.button('Send code'));
    await visit.sendCode();
    await visit.page.keyboard.type(await visit.codeAskedFor(email));
    await visit.press('Enter');
    await visit.heading('Security info').waitFor();
  });

  it('CNF-3 put off too late: it says that it can’t be any more', async () => {
    const holder = await longAway('late@example.org');
    await using visit = await open();
    await visit.signIn(holder.signInName);
    await visit.heading(ASKED).waitFor();
    await host.advance('PT50M');
    await visit.button('Not now').click();
    await visit.heading('Security info').waitFor();
    await signOut(visit);
    await host.advance('P6DT23H');
    await visit.signIn(holder.signInName);
    await visit.heading(ASKED).waitFor();
    await host.advance('PT30M');
    await visit.button('Not now').click();
    await visit.refused('This can’t be put off any more.');
  });

  it('CNF-1 left for an hour it is over, and the sign-in page says so', async () => {
    const holder = await longAway('left@example.org');
    await using visit = await open();
    await visit.signIn(holder.signInName);
    await visit.heading(ASKED).waitFor();
    await host.advance('PT1H1M');
    await visit.button('Not now').click();
    await visit.heading('Sign in').waitFor();
    await visit.page.getByText('You were signed out, because').waitFor();
    await visit.checked('sign-in-ended');
    expect(await visit.field('Sign-in name').inputValue()).toBe(holder.signInName);
  });

  it('CNF-1 WIN-5 with no contact left one is added right there', async () => {
    const holder = await Holder.signedUp(host);
    await holder.addEmail('gone@example.org');
    await holder.removeAll();
    await host.advance('P31D');
    await using visit = await open();
    await visit.signIn(holder.signInName);
    await visit.heading(ASKED).waitFor();
    await visit.checked('confirm-nothing-there');
    await visit.link('Add an email address').click();
    await visit.field('Email address').fill('fresh@example.org');
    await visit.button('Send code').click();
    await visit.enterCode('fresh@example.org');
    await visit.heading('Security info').waitFor();
    expect((await holder.signIn()).body.outcome).toBe('signed-in');
  });
});
