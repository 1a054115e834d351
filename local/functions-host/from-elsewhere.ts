import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** Names that no public DNS answers for. */
const PRIVATE = /^[^.]+$|\.(?:localhost|internal|local|test)$/i;

/**
 * Whether a page of another site asks, or one whose name was made to point at this machine (DNS rebinding): the host's own
 * endpoints move time and show every code, and whoever tries things out has other sites open besides. Programs, which are
 * not led astray, say nothing of where they come from.
 */
export function isFromElsewhere({ headers, method }: IncomingMessage): boolean {
  if (!isOurName(headers.host)) return true;
  if (method === 'GET' || method === 'HEAD') return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return headers.origin !== undefined && headers.origin !== `http://${headers.host ?? ''}`;
}

function isOurName(host: string | undefined): boolean {
  const url = `http://${host ?? 'localhost'}`;
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 || PRIVATE.test(hostname);
}
