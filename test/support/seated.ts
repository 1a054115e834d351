import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { AtKeyboard } from './at-keyboard.js';
import type { LocalHost } from './start-host.js';
import { TwoStepHolder } from './two-step-holder.js';
import { Visit } from './web-visit.js';

/** Somebody signed in at the page, and the same holder at the API. */
export interface Seat extends AsyncDisposable {
  readonly holder: TwoStepHolder;
  readonly visit: Visit;
  readonly keys: AtKeyboard;
}

/** With one contact if an address is named; the session at the page is not stepped up. */
export async function seated(browser: Browser, host: LocalHost, email?: string): Promise<Seat> {
  const holder = new TwoStepHolder(host);
  await holder.signUp();
  await holder.signIn();
  if (email !== undefined) {
    holder.email = email;
    holder.emailId = await holder.addEmail(email);
  }
  const visit = await Visit.open(browser, host);
  const keys = new AtKeyboard(visit);
  await keys.signIn(holder.signInName, holder.password);
  return { holder, visit, keys, [Symbol.asyncDispose]: () => visit.close() };
}

/** What is saved as a file by doing something: its name and its text. */
export async function saved(visit: Visit, doing: () => Promise<void>): Promise<readonly [string, string]> {
  const [download] = await Promise.all([visit.page.waitForEvent('download'), doing()]);
  return [download.suggestedFilename(), await readFile(await download.path(), 'utf8')];
}
