import { existsSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import { below, plain } from './support/figures.mjs';
import { firstView } from './support/first-view.mjs';
import { startHost } from './support/host.mjs';
import { say } from './support/progress.mjs';
import { withStorage } from './support/storage.mjs';

const LOADS = 5;
/** A phone of the middle of the market, beside a desk's processor. */
const SLOWER = 4;
const PHONE = {
  viewport: { width: 320, height: 640 },
  deviceScaleFactor: 2,
  isMobile: true,
  colorScheme: 'light',
};
const BOUNDS = { bytes: 150_000, largestPaint: 2_500, blocked: 200 };

/** The first view of the page on a phone, with nothing cached: what it weighs, and when it is there. */
export function page({ scaled }) {
  return withStorage(async ({ data, storage }) => {
    const host = await startHost({ app: '.', data, storage });
    const browser = await startBrowser();
    try {
      const session = await signUp(host.url);
      const loads = Math.max(3, scaled(LOADS));
      const views = [
        ['signing in', { shows: 'Sign in' }],
        ['the list of security info', { shows: 'Security info', session }],
      ];
      const rows = [];
      for (const [name, how] of views) {
        say(`${loads} loads of ${name}`);
        rows.push(...rowsOf(name, await median(browser, `${host.url}/`, { loads, ...how })));
      }
      return rows;
    } finally {
      await browser.close();
      await host.stop();
    }
  });
}

function startBrowser() {
  const own = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
  return (own === undefined ? chromium.executablePath() : Promise.resolve(own)).then((executablePath) =>
    playwright.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'], headless: true }),
  );
}

/** Each figure's own median over as many visitors. */
async function median(browser, url, { loads, session, shows }) {
  const views = [];
  for (let load = 0; load < loads; load += 1) {
    const visitor = await browser.newContext(PHONE);
    const tab = await visitor.newPage();
    if (session !== undefined)
      await tab.addInitScript({ content: `sessionStorage.setItem('session', ${JSON.stringify(session)})` });
    const { requests, ...figures } = await firstView(tab, url, { slower: SLOWER, shows });
    views.push({ ...figures, requests: requests.length });
    await visitor.close();
  }
  const middle = (figure) => views.map((view) => view[figure]).sort((a, b) => a - b)[Math.floor(loads / 2)];
  return Object.fromEntries(Object.keys(views[0]).map((figure) => [figure, middle(figure)]));
}

function rowsOf(name, { blocked, bytes, firstPaint, largestPaint, requests }) {
  const ms = (time) => `${time.toFixed(0)} ms`;
  return [
    below(`${name}, first view: transfer`, {
      ...{ here: bytes, bound: BOUNDS.bytes },
      show: (count) => `${(count / 1_000).toFixed(1)} kB`,
    }),
    plain('requests', String(requests)),
    plain('first contentful paint', ms(firstPaint)),
    below('largest contentful paint', { here: largestPaint, bound: BOUNDS.largestPaint, show: ms }),
    below('total blocking time', { here: blocked, bound: BOUNDS.blocked, show: ms }),
  ];
}

/** @returns the session of a new account as the page keeps it in its tab */
async function signUp(url) {
  const credentials = { signInName: `${randomUUID()}@example.com`, password: 'correct horse battery' };
  const post = async (path) => {
    const answer = await fetch(`${url}/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(credentials),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return answer.json();
  };
  await post('accounts');
  const { accessToken: token } = await post('sign-in');
  return JSON.stringify({ asks: 'nothing', signInName: credentials.signInName, token });
}
