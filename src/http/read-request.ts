import type { HttpRequest } from '@azure/functions';
import type { z } from 'zod';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import type { FieldError } from '../domain/refusal.js';
import type { ProblemFacts } from './problems.js';

const LONGEST_BODY = 16 * 1024;

export type Read<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: ProblemFacts };

/** A JSON body within its limits; `undefined` when there is none. */
export async function readJson(request: HttpRequest, longest = LONGEST_BODY): Promise<Read<unknown>> {
  if (Number(request.headers.get('content-length') ?? 0) > longest) return tooLarge;
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (bytes.length > longest) return tooLarge;
  if (bytes.length === 0) return { ok: true, value: undefined };
  if (!isJson(request.headers.get('content-type'))) {
    return { ok: false, problem: { code: 'unsupported-media-type' } };
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    const error = { path: '', code: 'malformed', message: 'must be JSON in UTF-8' };
    return { ok: false, problem: { code: 'invalid-request', errors: [error] } };
  }
}

const tooLarge = { ok: false, problem: { code: 'payload-too-large' } } as const;

function isJson(contentType: string | null): boolean {
  const [type = '', ...parameters] = (contentType ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?utf-8"?$/.test(charset);
  return (type === 'application/json' || /^application\/[\w.-]+\+json$/.test(type)) && isUtf8;
}

/** Parses with a schema; what is wrong comes out field by field, never with the value. */
export function parseWith<S extends z.ZodType>(
  schema: S,
  value: unknown,
): Outcome<z.output<S>, 'invalid-request'> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  return refuse({ code: 'invalid-request', errors: parsed.error.issues.flatMap(fieldErrors) });
}

function fieldErrors(issue: z.core.$ZodIssue): readonly FieldError[] {
  const path = issue.path.map(String).join('/');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, 20).map((key) => ({
      path: [path, printable(key)].filter((part) => part !== '').join('/'),
      code: 'unknown-field',
      message: 'is not a field of this request',
    }));
  }
  const code = issue.code === 'custom' ? 'invalid' : issue.code.replaceAll('_', '-');
  return [{ path, code, message: issue.code === 'custom' ? issue.message : plainMessage(issue) }];
}

/** The library's messages may quote what was sent; ours say what is wanted. */
function plainMessage(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${issue.expected}`;
    case 'invalid_value':
      return `must be one of: ${issue.values.map(String).join(', ')}`;
    case 'too_big':
    case 'too_small':
    case 'invalid_format':
      return issue.message;
    default:
      return 'is not valid';
  }
}

function printable(key: string): string {
  return key.replace(/[^\p{L}\p{N} ._-]/gu, '?').slice(0, 64);
}
