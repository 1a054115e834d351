import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { HelpCode } from '../../src/domain/delivery-help.js';
import { checkPassword } from '../../src/domain/password-rules.js';
import type { RefusalCode, RefusalFacts } from '../../src/domain/refusal.js';
import { openapiDocument } from '../../src/http/openapi-document.js';
import type { EmailProblem } from '../../src/ports/email-addresses.js';
import type { PhoneProblem } from '../../src/ports/phone-numbers.js';
import { argumentsIn } from '../support/icu-message.js';
import { pageTexts } from '../support/page-texts.js';

const texts = pageTexts('en');
const has = (key: string): boolean => texts.has(`problems.${key}`);

/** What a code's sentence is chosen by, beside the code: the reason or whose limit it is. */
type Detail<Facts> = Facts extends { readonly reason: infer Reason extends string }
  ? Reason
  : Facts extends { readonly of: infer Of extends string }
    ? Of
    : never;
type Detailed = {
  [Code in RefusalCode as Detail<RefusalFacts[Code]> extends never ? never : Code]: Readonly<
    Record<Detail<RefusalFacts[Code]>, 'its own' | 'the code’s'>
  >;
};

/** Each detail has a sentence of its own, or the code's says it all. A new one does not compile before it is decided. */
const details: Detailed = {
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
    contact: 'the code’s',
    account: 'the code’s',
    requester: 'the code’s',
    'calling-code': 'the code’s',
    service: 'the code’s',
  },
  'too-many-codes': {
    contact: 'its own',
    account: 'its own',
    requester: 'its own',
    'calling-code': 'its own',
    service: 'its own',
  },
  'code-not-sent': { 'provider-refused': 'its own', 'provider-unavailable': 'the code’s' },
};

type Schema = z.core.$ZodIssue['code'];
const emailProblems: Readonly<Record<EmailProblem, 'address'>> = {
  'not-an-address': 'address',
  'too-long': 'address',
  'unsupported-characters': 'address',
};
const phoneProblems: Readonly<Record<PhoneProblem, 'country' | 'number'>> = {
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
const schemaProblems: Readonly<Record<Schema, 'its own' | 'invalid'>> = {
  too_small: 'its own',
  too_big: 'its own',
  custom: 'invalid',
  invalid_type: 'invalid',
  invalid_format: 'invalid',
  invalid_value: 'invalid',
  invalid_union: 'invalid',
  invalid_key: 'invalid',
  invalid_element: 'invalid',
  not_multiple_of: 'invalid',
  unrecognized_keys: 'invalid',
};
/** Of a request that no page of ours sends. */
const NOT_OF_A_FORM: ReadonlySet<string> = new Set(['unknown-field', 'malformed', 'invalid']);
/** A hint beside an accepted address, not an error. */
const HINTS: ReadonlySet<string> = new Set(['likely-misspelled', 'same-provider']);

/** Field errors in so many words in the sources: `{ code: 'too-short', message: … }`. */
function written(): readonly string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const found = files.flatMap((file) => [
    ...readFileSync(`src/${file}`, 'utf8').matchAll(/\bcode: '([\w-]+)',\s*message\b/g),
  ]);
  return [...new Set(found.map(([, code = '']) => code))].filter((code) => !HINTS.has(code));
}

function codes(): readonly string[] {
  const { components } = openapiDocument('https://account.example.com', 'embedded');
  const problem = components?.schemas?.['Problem'] as { properties: { code: { enum: string[] } } };
  return problem.properties.code.enum;
}

/** The key of a field error's text: the field's own words for it come first. */
function fieldKey(path: string, code: string): string {
  return has(`field.${path}.${code}`) ? `field.${path}.${code}` : `field.${code}`;
}

const formErrors = [
  ...Object.entries(emailProblems).map(([code, path]) => fieldKey(path, code)),
  ...Object.entries(phoneProblems).map(([code, path]) => fieldKey(path, code)),
  ...Object.entries(schemaProblems).flatMap(([code, text]) =>
    text === 'its own' ? [`field.${code.replaceAll('_', '-')}`] : [],
  ),
];
const writtenErrors = written()
  .filter((code) => !NOT_OF_A_FORM.has(code))
  .map((code) => (code === 'own-sign-in-address' ? fieldKey('address', code) : fieldKey('password', code)));

describe('whatever the service refuses', () => {
  it('the page has a sentence for, and no sentence for anything else', () => {
    const detailed = Object.entries(details).flatMap(([code, each]) =>
      Object.entries(each).flatMap(([detail, text]) => (text === 'its own' ? [`${code}.${detail}`] : [])),
    );
    const wanted = new Set(
      ['offline', ...codes(), ...detailed, ...formErrors, ...writtenErrors, 'field.invalid'].map(
        (key) => `problems.${key}`,
      ),
    );
    const there = [...texts.keys()].filter((key) => key.startsWith('problems.'));
    expect([...wanted].filter((key) => !texts.has(key))).toEqual([]);
    expect(there.filter((key) => !wanted.has(key))).toEqual([]);
    expect(codes().length).toBeGreaterThan(35);
    expect(writtenErrors.length).toBeGreaterThan(5);
  });

  it('is told with nothing but what the page knows to fill in', () => {
    const known = [
      'attemptsRemaining',
      'deadline',
      'endsAt',
      'limit',
      'masked',
      'reference',
      'sentAt',
      'wait',
    ];
    const given = [...texts]
      .filter(([key]) => key.startsWith('problems.'))
      .flatMap(([, text]) => argumentsIn(text, 'en').map(({ name }) => name));
    expect([...new Set(given)].filter((name) => !known.includes(name))).toEqual([]);
  });

  it.each([
    ['field.password.too-short', 'short'],
    ['field.password.too-long', 'long'.repeat(100)],
  ])('says the numbers that the service means: %s', (key, password) => {
    const checked = checkPassword(password, 'somebody');
    const message = checked.ok ? '' : (checked.refusal.errors[0]?.message ?? '');
    expect(/\d+/.exec(texts.get(`problems.${key}`) ?? '')?.[0]).toBe(/\d+/.exec(message)?.[0] ?? 'none');
  });
});

it('CODE-7 whatever helps when no code comes, the page has in its own words', () => {
  const codes: Readonly<Record<HelpCode, true>> = {
    'allow-sender': true,
    'ask-again': true,
    'check-country': true,
    'check-junk-folder': true,
    'check-number': true,
    'check-spelling': true,
    'opted-out': true,
    'phone-reachable': true,
    'same-provider': true,
    'try-call': true,
    'try-text': true,
    'unknown-callers-blocked': true,
    'unknown-senders-blocked': true,
    'use-another-contact': true,
  };
  const there = [...texts.keys()].filter((key) => key.startsWith('help.'));
  expect(there).toEqual(Object.keys(codes).map((code) => `help.${code}`));
});
