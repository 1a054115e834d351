import type { Cookie, HttpRequest } from '@azure/functions';
import type { Milliseconds } from '../domain/instant.js';
import type { WrittenAnswer } from './answer.js';

/** `__Host-`: browsers keep it only from a secure origin, for this very host, and no neighbour can set it. */
export const DEVICE_COOKIE = '__Host-security-info-device';
/** As long as a token may be at most where it comes in a body. */
const TOKEN = /^[\w.-]{1,256}$/;

/**
 * DEV-1: a request's body, with the trusted device that the browser shows in its cookie. A device that the body names goes
 * before. The cookie is no proof of its own: it counts beside a password or a code only.
 */
export function withShownDevice(body: unknown, request: HttpRequest): unknown {
  if (typeof body !== 'object' || body === null || 'deviceToken' in body) return body;
  const deviceToken = shownIn(request.headers.get('cookie') ?? '');
  return deviceToken === undefined ? body : { ...body, deviceToken };
}

function shownIn(cookies: string): string | undefined {
  const pairs = cookies.split(';').map((pair) => pair.trim());
  const value = pairs.find((pair) => pair.startsWith(`${DEVICE_COOKIE}=`))?.slice(DEVICE_COOKIE.length + 1);
  return value !== undefined && TOKEN.test(value) ? value : undefined;
}

/**
 * DEV-1: an answer that trusts a device gives its token to the browser's cookie, too. To a page of our own origin it gives it
 * nowhere else: what lives for months is nothing that a script should ever hold. Of a kept answer all of this is made anew
 * (DUR-4).
 *
 * @param unused how long a device is trusted without being used
 */
export function givingDevice(
  written: WrittenAnswer,
  request: HttpRequest,
  unused: Milliseconds,
): WrittenAnswer {
  if (written.status !== 200 || written.body === undefined) return written;
  const { deviceToken, ...rest } = JSON.parse(written.body) as { readonly deviceToken?: string };
  if (deviceToken === undefined) return written;
  const given = { ...written, cookies: [cookie(deviceToken, unused)] };
  // Which only browsers say, and no script can make them say.
  const isOurPage = request.headers.get('sec-fetch-site') === 'same-origin';
  return isOurPage ? { ...given, body: JSON.stringify(rest) } : given;
}

function cookie(value: string, unused: Milliseconds): Cookie {
  const maxAge = Math.floor(unused / 1_000);
  return { name: DEVICE_COOKIE, value, path: '/', secure: true, httpOnly: true, sameSite: 'Strict', maxAge };
}
