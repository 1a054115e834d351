import { describe, expect, it } from 'vitest';
import { codesOf, languageOf, partsOf } from '../../local/drawer/client/message-text.js';

const links = (text: string) => partsOf(text).flatMap((part) => (part.kind === 'link' ? [part.text] : []));

describe('messages taken apart', () => {
  it.each([
    ['Your code: 482915.', ['482915']],
    ['482915 is your code. Once more: 482915.', ['482915']],
    ['It is: 4, 8, 2, 9, 1, 5. Goodbye.', ['482915']],
    ['4 8 2 9 1 5 0 0', ['48291500']],
    ['رمزك هو: 4، 8، 2، 9، 1، 5. مرة', ['482915']],
    ['コードは、4、8、2、9、1、5、です。482915です', ['482915']],
    ['您的验证码是：4，8，2，9，1，5。', ['482915']],
    ['رمز الأمان: 604418', ['604418']],
    ['12345, 123456789, +4915123, a1234567, 123456@example.org, https://example.org/123456', []],
    ['482915 is your code.\n\n@example.org #482915', ['482915']],
    ['', []],
  ])('codes of %j', (text, codes) => {
    expect(codesOf(partsOf(text))).toEqual(codes);
  });

  it.each([
    ['See https://example.org/a?b=c#token=d-e_f.', ['https://example.org/a?b=c#token=d-e_f']],
    ['(http://127.0.0.1:7071/x), then', ['http://127.0.0.1:7071/x']],
    ['javascript:alert(1) data:text/html,x HTTP://a http:// <https://example.org>', ['https://example.org']],
  ])('links of %j', (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  it.each(['', 'no specials', 'https://', '<img src=x onerror=alert(1)> 123456 https://a.example/, 1'])(
    'together the parts of %j are the text',
    (text) => {
      expect(
        partsOf(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
    },
  );

  it.each([
    ['en', 'en', 'ltr'],
    ['ar', 'ar', 'rtl'],
    ['he-IL', 'he-IL', 'rtl'],
    ['ur', 'ur', 'rtl'],
    ['az-Arab', 'az-Arab', 'rtl'],
    ['zh-Hant', 'zh-Hant', 'ltr'],
  ])('%s reads as %s, %s', (locale, lang, dir) => {
    expect(languageOf(locale)).toEqual({ lang, dir });
  });

  it.each(['', '?', 'not a locale'])('%j is no locale', (locale) => {
    expect(languageOf(locale)).toBeUndefined();
  });
});
