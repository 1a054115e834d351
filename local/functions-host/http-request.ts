import type { IncomingMessage } from 'node:http';
import type { RpcData } from './core-module.js';

export interface Target {
  /** Undecoded. */
  readonly path: string;
  /** With its question mark, or empty. */
  readonly search: string;
  /** Decoded. */
  readonly segments: readonly string[];
}

export function parseTarget(raw: string): Target | undefined {
  const [path = '/', ...query] = raw.split('?');
  try {
    const segments = path
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
    return { path, search: query.length === 0 ? '' : `?${query.join('?')}`, segments };
  } catch {
    return undefined;
  }
}

/** The setting that raises the limit on Azure does so here. */
function bodyLimit(): number {
  const setting = Number(process.env['FUNCTIONS_REQUEST_BODY_SIZE_LIMIT'] ?? '');
  return setting > 0 ? setting : 100 * 1024 * 1024;
}

/** @returns undefined when it is longer than the host takes */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const limit = bodyLimit();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Names in lower case, repeated ones joined by commas. */
export function flatHeaders(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return headers;
}

/** What a function hears of a request besides its body, each name once. */
export interface RequestParts {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

export function requestParts(request: IncomingMessage, { search }: Target): RequestParts {
  return { headers: flatHeaders(request), query: joinedQuery(search) };
}

/** Repeated values joined by commas. */
function joinedQuery(search: string): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(search)) {
    query[name] = Object.hasOwn(query, name) ? `${query[name] ?? ''},${value}` : value;
  }
  return query;
}

/**
 * What the extension binds besides the request: query parameters, route parameters over them, and both maps whole. A
 * function that streams finds all of these in its `params`, as on Azure.
 */
export function bindingData(
  { headers, query }: RequestParts,
  params: Readonly<Record<string, string>>,
): Record<string, RpcData> {
  const named = Object.entries({ ...query, ...params }).filter(([name]) => name.toLowerCase() !== 'code');
  return {
    Query: { json: JSON.stringify(query) },
    Headers: { json: JSON.stringify(headers) },
    ...Object.fromEntries(named.map(([name, value]) => [name, { string: value }])),
  };
}
