import { readdir, readFile } from 'node:fs/promises';
import type { LocalResponse, LocalRoute } from '../local-routes/local-route.js';
import { DRAWER_PAGE } from './drawer-page.js';
import { DRAWER_STYLE } from './drawer-style.js';

/** Compiled beside this file from `client/`, for browsers. */
const CLIENT = new URL('./client/', import.meta.url);
/** Messages are text that strangers can write: nothing in them runs, whatever the page's script does with them. */
const POLICY = [
  ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'"],
  ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'self'"],
].join('; ');

/** `GET /local`, the page over outbox, clock and provider, and its assets. */
export async function drawerRoutes(): Promise<readonly LocalRoute[]> {
  const names = (await readdir(CLIENT)).filter((name) => name.endsWith('.js'));
  const scripts = await Promise.all(
    names.map(async (name) => asset(name, 'text/javascript', await readFile(new URL(name, CLIENT), 'utf8'))),
  );
  return [
    route('/local', 'text/html', DRAWER_PAGE, 'Outbox and clock'),
    asset('drawer.css', 'text/css', DRAWER_STYLE),
    ...scripts,
  ];
}

function asset(name: string, type: string, body: string): LocalRoute {
  return route(`/local/assets/${name}`, type, body);
}

function route(path: string, type: string, body: string, title?: string): LocalRoute {
  const headers = {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
    // A link in a message tells its site nothing of this page.
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-cache',
  };
  const answer: LocalResponse = { status: 200, headers, body };
  return {
    ...{ method: 'GET', path, handle: () => Promise.resolve(answer) },
    ...(title === undefined ? {} : { title }),
  };
}
