import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** One request as the provider's endpoint sees it. */
export interface WireRequest {
  readonly method: string;
  /** With its query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface WireResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The provider's error form. */
export function wireError(
  status: number,
  code: string,
  message: string,
  headers?: Record<string, string>,
): WireResponse {
  return { status, body: { error: { code, message } }, ...(headers === undefined ? {} : { headers }) };
}

/** Checks the shared-key signature over verb, target, date, host and body hash, as the service does. */
export function isSigned({ body, headers, method, target }: WireRequest, accessKey: string): boolean {
  const one = (name: string): string => {
    const value = headers[name];
    return typeof value === 'string' ? value : '';
  };
  const hash = createHash('sha256').update(body).digest('base64');
  if (one('x-ms-content-sha256') !== hash) return false;
  const signed = `${method}\n${target}\n${one('x-ms-date')};${one('host')};${hash}`;
  const signature = createHmac('sha256', Buffer.from(accessKey, 'base64')).update(signed).digest();
  const given = /&Signature=(.+)$/.exec(one('authorization'))?.[1] ?? '';
  const bytes = Buffer.from(given, 'base64');
  return bytes.length === signature.length && timingSafeEqual(bytes, signature);
}

/** Undefined for what is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
