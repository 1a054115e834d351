import { readdirSync, readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { RefusalCode, RefusalFacts } from '../../src/domain/refusal.js';
import { openapiDocument } from '../../src/http/openapi-document.js';
import { problems, type ProblemCode } from '../../src/http/problems.js';
import type { EmailProblem } from '../../src/ports/email-addresses.js';
import type { PhoneProblem } from '../../src/ports/phone-numbers.js';

/** What a code's sentence is chosen by, beside the code: the reason, or whose limit it is. */
type Detail<Facts> = Facts extends { readonly reason: infer Reason extends string }
  ? Reason
  : Facts extends { readonly of: infer Of extends string }
    ? Of
    : never;
type Detailed = {
  readonly [Code in RefusalCode as Detail<RefusalFacts[Code]> extends never ? never : Code]: Readonly<
    Record<Detail<RefusalFacts[Code]>, 'its own' | 'that of the code'>
  >;
};

/** Which sentence the page has for each. A new one does not compile before it is decided. */
const DETAILS: Detailed = {
  'no-usable-contact': { 'no-contact': 'its own', 'no-phone': 'its own', 'no-recovery-code': 'its own' },
  'too-many-contacts': { account: 'its own', address: 'its own' },
  'last-contact': { 'last-contact': 'its own', probation: 'its own' },
  'not-usable': {
    'contact-not-active': 'its own',
    'contact-disabled': 'its own',
    delivery: 'its own',
    purpose: 'its own',
    'not-protected': 'its own',
  },
  'challenge-closed': {
    used: 'its own',
    expired: 'its own',
    exhausted: 'its own',
    replaced: 'its own',
    'session-ended': 'its own',
    'account-protected': 'its own',
    'window-closed': 'its own',
  },
  // Whoever's limit it is: waiting helps, and nothing else does.
  'too-many-attempts': {
    contact: 'that of the code',
    account: 'that of the code',
    requester: 'that of the code',
    'calling-code': 'that of the code',
    service: 'that of the code',
  },
  'too-many-codes': {
    contact: 'its own',
    account: 'its own',
    requester: 'its own',
    'calling-code': 'its own',
    service: 'its own',
  },
  'code-not-sent': { 'provider-refused': 'its own', 'provider-unavailable': 'that of the code' },
};

const EMAIL: Readonly<Record<EmailProblem, 'address'>> = {
  'not-an-address': 'address',
  'too-long': 'address',
  'unsupported-characters': 'address',
};
const PHONE: Readonly<Record<PhoneProblem, 'country' | 'number'>> = {
  'unknown-country': 'country',
  'not-a-number': 'number',
  'too-short': 'number',
  'too-long': 'number',
  'wrong-country-code': 'country',
  'invalid-number': 'number',
  'kind-not-allowed': 'number',
  'country-not-served': 'country',
};
/** What the schemas find. Only lengths come of what people type; the rest would be the page's own mistake. */
const SCHEMA: Readonly<Record<z.core.$ZodIssue['code'], 'its own' | 'that of the code'>> = {
  too_small: 'its own',
  too_big: 'its own',
  custom: 'that of the code',
  invalid_type: 'that of the code',
  invalid_format: 'that of the code',
  invalid_value: 'that of the code',
  invalid_union: 'that of the code',
  invalid_key: 'that of the code',
  invalid_element: 'that of the code',
  not_multiple_of: 'that of the code',
  unrecognized_keys: 'that of the code',
};
/** In the sources, but of requests that no page of ours sends. */
const OF_NO_FORM: ReadonlySet<string> = new Set(['unknown-field', 'malformed', 'invalid']);
/** In the sources, but beside an accepted address. */
const HINTS: ReadonlySet<string> = new Set(['likely-misspelled', 'same-provider']);

interface FieldError {
  readonly path: string;
  readonly code: string;
}

/** Every refusal that the page has to tell apart, as the service answers with it. */
export interface RefusalCase {
  readonly name: string;
  /** Where its sentence may be, among the page's texts; the first that is there counts. */
  readonly keys: readonly string[];
  readonly body: Readonly<Record<string, unknown>> & { readonly status: number; readonly code: string };
}

export function everyRefusal(): readonly RefusalCase[] {
  return [
    ...problemCodes().map((code) => refusalCase(code)),
    ...Object.entries(DETAILS).flatMap(([code, each]) =>
      Object.entries(each).map(([detail, text]) =>
        refusalCase(code as ProblemCode, { detail, has: text === 'its own' }),
      ),
    ),
    ...fieldErrors().map(([code, field]) => refusalCase(code, { field })),
  ];
}

/** As the OpenAPI document has them. */
export function problemCodes(): readonly ProblemCode[] {
  const { components } = openapiDocument('https://account.example.com', 'embedded');
  const problem = components?.schemas?.['Problem'] as { properties: { code: { enum: ProblemCode[] } } };
  return problem.properties.code.enum;
}

function fieldErrors(): readonly (readonly [ProblemCode, FieldError])[] {
  const contact = Object.entries({ ...PHONE }).map(([code, path]) => ({ code, path }));
  const email = Object.entries(EMAIL).map(([code, path]) => ({ code, path }));
  const schema = Object.entries(SCHEMA).flatMap(([code, text]) =>
    text === 'its own' ? [{ code: code.replaceAll('_', '-'), path: 'name' }] : [],
  );
  const own = writtenCodes().map((code) => ({
    code,
    path: code === 'own-sign-in-address' ? 'address' : 'password',
  }));
  return [
    ...[...contact, ...email].map((field) => ['invalid-contact', field] as const),
    ...schema.map((field) => ['invalid-request', field] as const),
    ...own.map((field) => ['weak-password', field] as const),
  ];
}

/** Field errors that stand in so many words in the sources: `{ code: 'too-short', message: … }`. */
function writtenCodes(): readonly string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const found = files.flatMap((file) => [
    ...readFileSync(`src/${file}`, 'utf8').matchAll(/\bcode: '([\w-]+)',\s*message\b/g),
  ]);
  const codes = [...new Set(found.map(([, code = '']) => code))];
  return codes.filter((code) => !HINTS.has(code) && !OF_NO_FORM.has(code));
}

/** Every fact that a sentence may name. */
const FACTS = {
  retryAfter: 90,
  until: '2027-01-31T12:34:56Z',
  endsAt: '2027-01-31T12:34:56Z',
  deadline: '2027-01-31T12:34:56Z',
  sentAt: '2027-01-31T12:34:56Z',
  attemptsRemaining: 3,
  limit: 10,
  reference: '9E77',
  contact: { id: 'contact-1', channel: 'email', masked: 'a•••@example.org' },
  contacts: [{ id: 'contact-1', channel: 'email', masked: 'a•••@example.org' }],
};

function refusalCase(
  code: ProblemCode,
  { detail, field, has = true }: { detail?: string; field?: FieldError; has?: boolean } = {},
): RefusalCase {
  const { detail: next, status, title } = problems[code];
  const by = code.startsWith('too-many-') ? 'of' : 'reason';
  const keys =
    field !== undefined
      ? [`problems.field.${field.path}.${field.code}`, `problems.field.${field.code}`]
      : [detail !== undefined && has ? `problems.${code}.${detail}` : `problems.${code}`];
  return {
    name: [code, detail ?? field?.path, field?.code].filter((part) => part !== undefined).join(' '),
    keys,
    body: {
      ...{ type: `urn:security-info:problem:${code}`, title, status, detail: next, code },
      ...FACTS,
      ...(detail === undefined ? {} : { [by]: detail }),
      ...(field === undefined ? {} : { errors: [{ ...field, message: 'as the service words it' }] }),
    },
  };
}
