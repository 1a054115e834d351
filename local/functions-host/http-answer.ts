import type { ServerResponse } from 'node:http';
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

/** As ASP.NET writes them: the value escaped, `path=/` where none is given. */
function cookieText(cookie: Readonly<Record<string, unknown>>): string {
  const field = (key: string): unknown => unwrap(cookie[key]);
  const text = (key: string): string | undefined => {
    const value = field(key);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const parts = [`${text('name') ?? ''}=${encodeURIComponent(text('value') ?? '')}`];
  const expires = field('expires');
  if (isTimestamp(expires)) parts.push(`expires=${new Date(expires.seconds * 1000).toUTCString()}`);
  const maxAge = field('maxAge');
  if (typeof maxAge === 'number') parts.push(`max-age=${maxAge}`);
  const domain = text('domain');
  if (domain !== undefined) parts.push(`domain=${domain}`);
  parts.push(`path=${text('path') ?? '/'}`);
  if (field('secure') === true) parts.push('secure');
  const sameSite = text('sameSite');
  // 'none' is what the programming model sends for a cookie that says nothing of it.
  if (sameSite !== undefined && sameSite !== 'none')
    parts.push(`samesite=${sameSite === 'explicitNone' ? 'none' : sameSite}`);
  if (field('httpOnly') === true) parts.push('httponly');
  return parts.join('; ');
}

/** Optional fields come wrapped: `{ value }`. */
function unwrap(field: unknown): unknown {
  return typeof field === 'object' && field !== null && 'value' in field ? field.value : field;
}

function isTimestamp(value: unknown): value is { readonly seconds: number } {
  return typeof value === 'object' && value !== null && 'seconds' in value;
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

export function send(response: ServerResponse, { body, headers, status }: Answer, headOnly: boolean): void {
  for (const [name, value] of Object.entries(headers)) {
    // Ours is the one that counts; a function's own may be wrong.
    if (name.toLowerCase() !== 'content-length' && name.toLowerCase() !== 'transfer-encoding')
      response.setHeader(name, value);
  }
  response.statusCode = status;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const bodyless = status === 204 || status === 304;
  if (!bodyless) response.setHeader('content-length', bytes.length);
  response.end(headOnly || bodyless ? undefined : bytes);
}
