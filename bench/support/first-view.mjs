/* global window */

/** How long nothing more may come before a view counts as complete. */
const QUIET_MS = 1_000;

/**
 * A page as somebody sees it who has never been here: an empty cache, and a processor as many times slower.
 *
 * @returns what came over the wire, in bytes with the headers, and when it was there, in milliseconds
 */
export async function firstView(page, url, { slower = 1, shows }) {
  const network = await page.context().newCDPSession(page);
  const requests = new Map();
  network.on('Network.requestWillBeSent', ({ request, requestId }) =>
    requests.set(requestId, { url: request.url, bytes: 0 }),
  );
  network.on('Network.loadingFinished', ({ encodedDataLength, requestId }) => {
    const request = requests.get(requestId);
    if (request !== undefined) request.bytes = encodedDataLength;
  });
  await network.send('Network.enable');
  await network.send('Network.setCacheDisabled', { cacheDisabled: true });
  await network.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await page.addInitScript(observe);
  await page.goto(url);
  await page.getByRole('heading', { level: 1, name: shows }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(QUIET_MS);
  const times = await page.evaluate(() => window.firstView);
  await network.detach();
  const all = [...requests.values()];
  return { requests: all, bytes: all.reduce((sum, { bytes }) => sum + bytes, 0), ...times };
}

/** Runs in the page before anything of it. */
function observe() {
  const seen = { firstPaint: 0, largestPaint: 0, blocked: 0 };
  window.firstView = seen;
  const on = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  on('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') seen.firstPaint = startTime;
  });
  on('largest-contentful-paint', ({ startTime }) => {
    seen.largestPaint = startTime;
  });
  // Whatever of a task is over 50 ms keeps a tap waiting.
  on('longtask', ({ duration }) => {
    seen.blocked += Math.max(0, duration - 50);
  });
}
