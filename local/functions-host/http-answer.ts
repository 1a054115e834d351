import type { RpcData } from './core-module.js';

/** What goes back over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Uint8Array;
}

interface RpcHttp {
  readonly statusCode?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly Readonly<Record<string, unknown>>[];
  readonly body?: RpcData | null;
}

/** A function's result, as the worker hands it over. */
export function toAnswer(value: RpcData | null | undefined): Answer {
  if (value === null || value === undefined) return plain(204, '');
  const http = value.http as RpcHttp | undefined;
  if (http === undefined) return plain(200, value.string ?? value.json ?? '');
  const cookies = (http.cookies ?? []).map(cookieText);
  return {
    status: Number(http.statusCode ?? 200),
    headers: { ...http.headers, ...(cookies.length === 0 ? {} : { 'set-cookie': cookies }) },
    body: http.body?.bytes ?? http.body?.string ?? '',
  };
}

function cookieText(cookie: Readonly<Record<string, unknown>>): string {
  const unwrap = (key: string): unknown => {
    const field = cookie[key];
    return typeof field === 'object' && field !== null && 'value' in field ? field.value : field;
  };
  const parts = [`${String(cookie['name'])}=${String(cookie['value'])}`];
  for (const [key, shown] of [
    ['path', 'Path'],
    ['domain', 'Domain'],
    ['maxAge', 'Max-Age'],
    ['expires', 'Expires'],
  ] as const) {
    const field = unwrap(key);
    if (typeof field === 'number') parts.push(`${shown}=${field}`);
    if (typeof field === 'string' && field !== '') parts.push(`${shown}=${field}`);
  }
  if (unwrap('secure') === true) parts.push('Secure');
  if (unwrap('httpOnly') === true) parts.push('HttpOnly');
  const sameSite = cookie['sameSite'];
  if (typeof sameSite === 'string') parts.push(`SameSite=${sameSite}`);
  return parts.join('; ');
}

export function plain(status: number, body: string): Answer {
  return { status, headers: body === '' ? {} : { 'content-type': 'text/plain; charset=utf-8' }, body };
}

export function json(value: unknown): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(value),
  };
}

export function html(body: string): Answer {
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
