import { describe, expect, it } from 'vitest';
import { AtKeyboard } from '../support/at-keyboard.js';
import { useBrowsedHost } from '../support/browsed-host.js';
import { Holder } from '../support/holder.js';
import type { Visit } from '../support/web-visit.js';

const { host, open } = useBrowsedHost();

/** Whoever has no mouse, at a page with a code to ask for and to type. */
class Typist extends AtKeyboard {
  readonly visit: Visit;

  constructor(visit: Visit) {
    super(visit);
    this.visit = visit;
  }

  async press(name: string): Promise<void> {
    await this.use(this.visit.button(name));
  }

  async follow(name: string): Promise<void> {
    await this.use(this.visit.link(name));
  }
}

describe('by keyboard alone, what no other walk does', () => {
  it('REP-1 WIN-4 replaces what is lost, and cancels it by a code at an old contact', async () => {
    const holder = await Holder.signedUp(host);
    await holder.addEmail('lost@example.org');
    await host.advance('P8D');
    await holder.signIn();
    await using visit = await open({ signedIn: holder });
    const typist = new Typist(visit);
    await typist.follow('I don’t have any of these');
    await visit.heading('Replace your security info').waitFor();
    await typist.type(visit.page.getByRole('textbox').last(), 'found@example.org');
    await visit.press('Enter');
    await typist.type(visit.field('Security code'), await visit.codeAskedFor('found@example.org'));
    await visit.press('Enter');
    await visit.said('Your account is protected until');

    await typist.follow('Cancel the protection');
    await typist.stepUp('lost@example.org');
    await visit.heading('The protection is cancelled').waitFor();
    await typist.press('Go to sign-in');
    await visit.heading('Sign in').waitFor();
  });

  it('CNF-2 puts the question off', async () => {
    const holder = await Holder.signedUp(host);
    await holder.addEmail('later@example.org');
    await host.advance('P61D');
    await using visit = await open();
    const typist = new Typist(visit);
    await typist.type(visit.field('Sign-in name'), holder.signInName);
    await typist.type(visit.field('Password'), holder.password);
    await visit.press('Enter');
    await visit.heading('Make sure that you can receive a code').waitFor();
    await typist.press('Not now');
    await visit.heading('Security info').waitFor();
    await visit.said('We’ll ask you again after');
  });

  it('RMV-5 brings a removed contact back behind its link', async () => {
    const holder = await Holder.signedUp(host);
    const keptId = await holder.addEmail('kept@example.org');
    const goneId = await holder.addEmail('gone@example.org');
    await holder.stepUp(keptId, 'kept@example.org');
    await holder.call('DELETE', `/api/security-info/${goneId}`);
    await holder.noticesSettled('gone@example.org');
    const { path, token } = await holder.link('gone@example.org', 'contact-removed');
    await using visit = await open({ path: `${path}#token=${token}` });
    const typist = new Typist(visit);
    await typist.press('Bring it back');
    await visit.said('receives security codes again');
    expect((await holder.info()).status).toBe(401);
  });
});
