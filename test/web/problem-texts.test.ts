import { describe, expect, it } from 'vitest';
import type { HelpCode } from '../../src/domain/delivery-help.js';
import { checkPassword } from '../../src/domain/password-rules.js';
import { everyRefusal, problemCodes } from '../support/every-refusal.js';
import { argumentsIn } from '../support/icu-message.js';
import { pageTexts } from '../support/page-texts.js';

const texts = pageTexts('en');
const problemKeys = [...texts.keys()].filter((key) => key.startsWith('problems.'));

describe('whatever the service refuses', () => {
  it('the page has a sentence for', () => {
    const missing = everyRefusal().filter(({ keys }) => !keys.some((key) => texts.has(key)));
    expect(missing.map(({ name }) => name)).toEqual([]);
    expect(problemCodes().length).toBeGreaterThan(35);
  });

  it('and the page has no sentence for anything else', () => {
    const wanted = new Set(everyRefusal().map(({ keys }) => keys.find((key) => texts.has(key))));
    // Not of the service: it could not be reached, or found a mistake of the page's own in a field.
    const own = ['problems.offline', 'problems.field.invalid'];
    expect(problemKeys.filter((key) => !wanted.has(key) && !own.includes(key))).toEqual([]);
  });

  it('is told with nothing but what the page knows to fill in', () => {
    const known = ['attemptsRemaining', 'endsAt', 'limit', 'masked', 'reference', 'sentAt', 'wait'];
    const given = problemKeys.flatMap((key) => argumentsIn(texts.get(key) ?? '', 'en'));
    expect(given.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
  });

  it.each([
    ['field.password.too-short', 'short'],
    ['field.password.too-long', 'long'.repeat(100)],
  ])('is told with the numbers that the service means: %s', (key, password) => {
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
