import type { Locator } from 'playwright-core';
import type { Visit } from './web-visit.js';

/** Somebody at a page without a mouse. */
export class AtKeyboard {
  readonly #visit: Visit;

  constructor(visit: Visit) {
    this.#visit = visit;
  }

  /** Reaches a button or a link by Tab, and presses it once it can be. */
  async use(target: Locator): Promise<void> {
    await this.#visit.tabTo(target);
    await target.and(this.#visit.page.locator(':not([aria-disabled="true"])')).waitFor();
    await this.#visit.press('Enter');
  }

  /** Reaches a field by Tab, and types over what is in it. */
  async type(field: Locator, text: string): Promise<void> {
    await this.#visit.tabTo(field);
    await this.#visit.press('ControlOrMeta+a');
    await this.#visit.page.keyboard.type(text);
  }

  /** Asks for a code where a step-up is wanted, and types it. */
  async stepUp(address: string): Promise<void> {
    await this.use(this.#visit.button('Send code'));
    await this.type(this.#visit.field('Security code'), await this.#visit.codeAskedFor(address));
    await this.#visit.press('Enter');
  }

  /** Signs in at the page; the way about is there then. */
  async signIn(signInName: string, password: string): Promise<void> {
    await this.#visit.go('/sign-in');
    await this.type(this.#visit.field('Sign-in name'), signInName);
    await this.type(this.#visit.field('Password'), password);
    await this.#visit.press('Enter');
    await this.#visit.link('Signing in').waitFor();
  }
}
