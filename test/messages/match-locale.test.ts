import { describe, expect, it } from 'vitest';
import { matchLocale } from '../../src/messages/match-locale.js';

const LANGUAGES = ['en', 'de', 'es', 'fr', 'pt', 'ja', 'zh-Hans', 'ar'] as const;

describe('CODE-6 the language of a message', () => {
  it.each([
    ['zh-CN', 'zh-Hans'],
    ['zh', 'zh-Hans'],
    ['zh-SG', 'zh-Hans'],
    ['pt-BR', 'pt'],
    ['pt-PT', 'pt'],
    ['DE-at', 'de'],
    ['ar-EG', 'ar'],
    ['en-US-u-ca-buddhist', 'en'],
    ['zh-TW', undefined],
    ['zh-Hant', undefined],
    ['ja-Latn', undefined],
    ['tlh', undefined],
    ['x-klingon', undefined],
    ['', undefined],
  ])('for %s it is %s', (wanted, expected) => {
    expect(matchLocale(wanted, LANGUAGES)).toBe(expected);
  });

  it('a region’s own comes before the language’s, and another region’s only when there is nothing else', () => {
    expect(matchLocale('pt-PT', ['pt', 'pt-PT'])).toBe('pt-PT');
    expect(matchLocale('pt-BR', ['pt-PT', 'pt'])).toBe('pt');
    expect(matchLocale('pt-AO', ['pt-PT', 'pt'])).toBe('pt');
    expect(matchLocale('en-AU', ['en-US', 'en-GB'])).toBe('en-US');
  });
});
