import { describe, expect, it } from 'vitest';
import { languageFor, LANGUAGES } from '../../web/texts/languages.js';
import { argumentsIn, wordsIn } from '../support/icu-message.js';
import { keysNamed, pageLanguages, pageTexts } from '../support/page-texts.js';

const english = pageTexts('en');
const others = LANGUAGES.map(({ tag }) => tag).filter((tag) => tag !== 'en');

/** Same as in English, and right so: the language, the key, and why. */
const BORROWED: readonly (readonly [tag: string, key: string, why: string])[] = [];

/** What a text is given, and how: how often is each language's own affair. */
const shape = (text: string, tag: string): readonly string[] =>
  [...new Set(argumentsIn(text, tag).map(({ detail, kind, name }) => `${name} ${kind} ${detail}`))].sort();

const hasWords = (text: string): boolean => /\p{L}/u.test(wordsIn(text, 'en').join(''));

describe('CODE-6 the page’s languages', () => {
  it('are these eight, each with its files', () => {
    expect(pageLanguages()).toEqual(['ar', 'de', 'en', 'es', 'fr', 'ja', 'pt', 'zh-Hans']);
    expect(LANGUAGES.map(({ tag }) => tag).sort()).toEqual(pageLanguages());
  });

  it.each([
    [['de-AT', 'en'], 'de'],
    [['pt-BR'], 'pt'],
    [['pt-PT'], 'pt'],
    [['ar-EG'], 'ar'],
    [['zh-CN'], 'zh-Hans'],
    [['zh-SG'], 'zh-Hans'],
    [['zh-TW'], 'en'],
    [['zh-TW', 'ja'], 'ja'],
    [['zh-Hant-HK', 'fr-CA', 'de'], 'fr'],
    [['nl', 'es-419'], 'es'],
    [['nl'], 'en'],
    [['not a tag', 'de'], 'de'],
    [[], 'en'],
  ] as const)('a browser that wants %s gets %s', (wanted, expected) => {
    expect(languageFor(wanted).tag).toBe(expected);
  });

  it.each(LANGUAGES)('$tag is named in its own words and runs its own way', ({ direction, name, tag }) => {
    expect(name.toLowerCase()).toBe(new Intl.DisplayNames(tag, { type: 'language' }).of(tag)?.toLowerCase());
    expect(direction).toBe(tag === 'ar' ? 'rtl' : 'ltr');
  });
});

describe('the page’s English', () => {
  it('has every text that the page names, and none that nothing names', () => {
    const named = keysNamed();
    // These two are looked up by what the service says: problem-texts.test.ts knows what that can be.
    const told = /^(?:problems|help)\./;
    const unused = [...english.keys()].filter((key) => !named.has(key) && !told.test(key));
    expect(unused).toEqual([]);
  });
});

/** Numbers that no setting changes, and an example. */
const FIXED = [
  'account.erased-next-time',
  'account.password-new-hint',
  'contacts.country-none',
  'problems.field.address.too-long',
  'problems.field.password.too-long',
  'problems.field.password.too-short',
  'recovery.none-code',
  'recovery.recovery-code-hint',
  'sign-in.up-name-hint',
  'sign-in.up-name-too-short',
  'sign-in.up-password-hint',
];

it.each(LANGUAGES)('the page in $tag states no number that a setting may change', ({ tag }) => {
  // "One" and "two" of something are written as digits by some.
  const stating = [...pageTexts(tag)].filter(([, text]) => /\d{2}|[03-9]/.test(wordsIn(text, tag).join(' ')));
  expect(stating.map(([key]) => key).filter((key) => !FIXED.includes(key))).toEqual([]);
});

describe.each(others)('the page in %s', (tag) => {
  const texts = pageTexts(tag);

  it('has the texts that English has', () => {
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('has none of them in English', () => {
    const borrowed = new Set(BORROWED.filter((one) => one[0] === tag).map(([, key]) => key));
    const same = [...texts].filter(([key, text]) => text === english.get(key) && hasWords(text));
    expect(same.map(([key]) => key).filter((key) => !borrowed.has(key))).toEqual([]);
    const own = [...texts.values()].flatMap((text) => wordsIn(text, tag)).join('\n');
    expect(/\b(?:the|your|you|with|again|security)\b.*/i.exec(own)?.[0]).toBeUndefined();
  });

  it('is given in each text what English is given, in the same elements', () => {
    for (const [key, text] of english)
      expect(shape(texts.get(key) ?? '', tag), key).toEqual(shape(text, 'en'));
  });

  it('counts as the language does', () => {
    const wanted = [...new Intl.PluralRules(tag).resolvedOptions().pluralCategories].sort();
    for (const [key, text] of texts) {
      for (const { categories } of argumentsIn(text, tag))
        if (categories !== undefined)
          expect([...categories].filter((one) => !one.startsWith('=')).sort(), key).toEqual(wanted);
    }
  });

  it('is set as the language is set', () => {
    const marks = tag === 'fr' ? /'|"| {2}|^ | $|« | [?;!:»]/ : /'|"| {2}|^ | $/;
    expect([...texts].filter(([, text]) => marks.test(text))).toEqual([]);
  });

  it('calls a button by its name', () => {
    expect(texts.get('problems.wrong-credentials')).toContain(texts.get('sign-in.forgot'));
  });
});
