import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { startBrowser } from './browser.js';
import { LocalHost, type HostOptions } from './start-host.js';
import { Visit, type VisitOptions } from './web-visit.js';

export interface BrowsedHost {
  readonly host: LocalHost;
  /** Once the tests run. */
  readonly browser: () => Browser;
  /** A visitor at the page, in a browser context of their own. */
  readonly open: (options?: VisitOptions) => Promise<Visit>;
}

/** A host and a browser for all tests of a file: there before the first of them, gone after the last. */
export function useBrowsedHost(options: Omit<HostOptions, 'dataDir'> = {}): BrowsedHost {
  const host = new LocalHost(options, join(tmpdir(), `security-info-${randomUUID()}`));
  let started: Browser | undefined;
  const browser = (): Browser => {
    if (started === undefined) throw new Error('The browser comes with the first test.');
    return started;
  };
  beforeAll(async () => {
    [started] = await Promise.all([startBrowser(), host.start()]);
  });
  afterAll(async () => {
    await started?.close();
    await host[Symbol.asyncDispose]();
  });
  return { host, browser, open: (visit) => Visit.open(browser(), host, visit) };
}
