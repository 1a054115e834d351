import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { checkLooks, takePicture, WIDE, type Looks } from './page-looks.js';
import type { LocalHost } from './start-host.js';

export interface VisitOptions {
  /** BCP 47, what the browser says it wants. */
  readonly language?: string;
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** Where it begins, the part behind the # included. */
  readonly path?: string;
  /** Where else the page may ask and lead: the provider that it signs people in with. */
  readonly provider?: string;
  /** Signed in already, with this token: for tests of what comes after. */
  readonly signedIn?: { readonly signInName: string; readonly token: string };
}

const PASSWORD = 'correct horse battery';

/**
 * One visitor in a browser of their own: what they see is looked at with axe, at both widths and in both directions, and
 * whatever the browser complains of fails the test when the visit ends.
 */
export class Visit {
  readonly page: Page;
  /** What the browser complained of: errors, refused scripts and styles, requests to others. */
  readonly complaints: string[] = [];
  readonly #host: LocalHost;
  readonly #context: BrowserContext;
  readonly #looks: Looks;

  private constructor(host: LocalHost, context: BrowserContext, page: Page, options: VisitOptions) {
    this.page = page;
    this.#host = host;
    this.#context = context;
    this.#looks = looksOf(options);
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      // An answer of 4xx and a lost connection are news to the page, not mistakes of it.
      const expected = message.text().includes('Failed to load resource');
      if (message.type() === 'error' && !expected) this.complaints.push(message.text());
    });
    page.on('request', (request) => {
      const own = [host.url, 'blob:', ...(options.provider === undefined ? [] : [options.provider])];
      if (!own.some((start) => request.url().startsWith(start)))
        this.complaints.push(`asks elsewhere: ${request.url()}`);
    });
  }

  static async open(browser: Browser, host: LocalHost, options: VisitOptions = {}): Promise<Visit> {
    const { scheme, width } = looksOf(options);
    const context = await browser.newContext({
      locale: options.language ?? 'en-US',
      colorScheme: scheme,
      viewport: { width, height: options.height ?? 800 },
      reducedMotion: 'reduce',
      timezoneId: 'UTC',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    if (options.signedIn !== undefined) await context.addInitScript(beginOnce(options.signedIn));
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const visit = new Visit(host, context, page, options);
    await page.goto(`${host.url}${options.path ?? '/'}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return visit;
  }

  /** Goes to a page by its address behind the #; the one that is left may have fields and buttons of the same names. */
  async go(path: string): Promise<void> {
    const next = `${this.#host.url}/#${path}`;
    if (addressOf(this.page.url()) !== addressOf(next))
      await this.page.evaluate("document.querySelector('h1')?.setAttribute('data-left', '')");
    await this.page.goto(next);
    await this.page.locator('h1:not([data-left])').waitFor();
  }

  /** The heading of the page there is now. */
  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, name });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole('link', { name });
  }

  field(label: string | RegExp): Locator {
    return this.page.getByLabel(label, { exact: typeof label === 'string' });
  }

  /** One row of a list. */
  row(text: string | RegExp): Locator {
    return this.page.getByRole('listitem').filter({ hasText: text });
  }

  /** It is said that something is done. */
  async said(what: string | RegExp): Promise<void> {
    await this.page.getByRole('status').filter({ hasText: what }).waitFor();
  }

  /** It is said what is wrong. */
  async refused(what: string | RegExp): Promise<void> {
    await this.page.getByRole('alert').filter({ hasText: what }).waitFor();
  }

  /** Comes back to the page from elsewhere, a mail app say: it looks anew. */
  async comeBack(): Promise<void> {
    await this.page.evaluate("for (const type of ['blur', 'focus']) dispatchEvent(new Event(type))");
  }

  /**
   * Nothing is wrong with this state for axe, light, dark and from right to left; nothing sticks out at 320 and 1280 pixels.
   *
   * @param name of the pictures under docs/images that `npm run pictures` takes
   */
  async checked(name: string): Promise<void> {
    await checkLooks(this.page, name, this.#looks);
  }

  /** What is in sight now, for the README. */
  async pictured(name: string): Promise<void> {
    await takePicture(this.page, `${name}-${this.#looks.width}`, false);
  }

  /**
   * The newest code that was sent there.
   *
   * @param reference of the one that is wanted, where the message says it: a call does not
   */
  async code(to: string, reference?: string): Promise<string> {
    for (let tries = 0; tries < 400; tries++) {
      const sent = await this.#host.outbox({ to });
      const newest = sent.findLast(({ template }) => template === 'security-code');
      const isWanted =
        reference === undefined || newest?.delivery === 'call' || newest?.text.includes(reference) === true;
      const digits = newest === undefined || !isWanted ? undefined : digitsIn(newest.text);
      if (digits !== undefined) return digits;
      await this.page.waitForTimeout(50);
    }
    throw new Error(`No code ${reference ?? ''} came to ${to}`);
  }

  /** Asks for a code, up to where it is typed. */
  async sendCode(): Promise<void> {
    await this.button('Send code').click();
    await this.field('Security code').waitFor();
  }

  /** The code that the page speaks of: an older one may have come to the same address. */
  async codeAskedFor(to: string): Promise<string> {
    const told = await this.page.getByText(/reference is/).textContent();
    return this.code(to, /reference is (\w+)/.exec(told ?? '')?.[1]);
  }

  /** Types the code that the page speaks of, and confirms it. */
  async enterCode(to: string): Promise<void> {
    await this.field('Security code').fill(await this.codeAskedFor(to));
    await this.button('Confirm').click();
  }

  /** The text of what has the focus. */
  focused(): Promise<string> {
    return this.page.evaluate<string>('document.activeElement.textContent');
  }

  async press(key: string, times = 1): Promise<void> {
    for (let time = 0; time < times; time++) await this.page.keyboard.press(key);
  }

  /** Reaches a control as somebody without a mouse does. */
  async tabTo(target: Locator): Promise<void> {
    await target.waitFor();
    for (let presses = 0; presses < 60; presses++) {
      if (await this.#isFocused(target)) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not come to ${String(target)}`);
  }

  async #isFocused(target: Locator): Promise<boolean> {
    return (await target.and(this.page.locator(':focus')).count()) > 0;
  }

  /** Through the page, to the list of security info. */
  async signUp(name: string, password = PASSWORD): Promise<void> {
    await this.go('/sign-up');
    await this.field('Sign-in name').fill(name);
    await this.field('Password').fill(password);
    await this.button('Create account').click();
    await this.heading('Security info').waitFor();
  }

  /** Through the page; what follows is for the test to say. */
  async signIn(name: string, password = PASSWORD): Promise<void> {
    await this.go('/sign-in');
    await this.field('Sign-in name').fill(name);
    await this.field('Password').fill(password);
    await this.button('Sign in').click();
  }

  async close(): Promise<void> {
    await this.#context.close();
    expect(this.complaints).toEqual([]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

function looksOf({ scheme = 'light', width = WIDE }: VisitOptions): Looks {
  return { scheme, width };
}

/** The first page has it with and without a # in it. */
function addressOf(url: string): string {
  return url.replace(/\/(?:#\/?)?$/, '');
}

/** The session as the page keeps it; once, so that one that has ended stays so. */
function beginOnce({ signInName, token }: NonNullable<VisitOptions['signedIn']>): string {
  const session = JSON.stringify(JSON.stringify({ asks: 'nothing', signInName, token }));
  return `if (sessionStorage.getItem('begun') === null) {
    sessionStorage.setItem('begun', 'yes');
    sessionStorage.setItem('session', ${session});
  }`;
}

/** Calls speak their code digit by digit. */
function digitsIn(text: string): string | undefined {
  const spoken = /(?:\d, ){5,7}\d/.exec(text)?.[0].replaceAll(', ', '');
  return spoken ?? /(?<!\d)\d{6,8}(?!\d)/.exec(text)?.[0];
}
