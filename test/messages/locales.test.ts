import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { CodeReference, DerivedCode } from '../../src/domain/security-code.js';
import type { Catalog } from '../../src/messages/catalog.js';
import { catalogFor, catalogs } from '../../src/messages/locales.js';
import { en } from '../../src/messages/locales/en.js';
import type { Message, Notice } from '../../src/messages/message.js';
import { renderMessage } from '../../src/messages/render.js';
import { fitsOneSegment } from '../../src/messages/sms-segment.js';
import { argumentsIn, wordsIn } from '../support/icu-message.js';
import { everyNotice, everyPurpose } from '../support/every-message.js';

/** Twenty characters, as long as the names that services are expected to have. */
const SERVICE = 'Contoso account name';
const HOST = 'account.example.com';
const others = catalogs.filter(({ locale }) => locale !== 'en');

const securityCodes: readonly Message[] = everyPurpose.map((purpose) => ({
  template: 'security-code',
  purpose,
  code: '012345' as DerivedCode,
  reference: '9E77' as CodeReference,
  minutes: 10,
  host: HOST,
}));
const everyMessage: readonly Message[] = [...securityCodes, ...everyNotice];

/** Every text of a catalog by its path; of several wordings the first. */
function textsOf(catalog: Catalog): ReadonlyMap<string, string> {
  const { locale: _locale, direction: _direction, voice: _voice, ...rest } = catalog;
  const found = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) walk(value[0], path);
    else if (typeof value === 'string') found.set(path, value);
    else for (const [key, inner] of Object.entries(value as object)) walk(inner, `${path}/${key}`);
  };
  walk(rest, '');
  return found;
}

/** What a text is given, and how: how often is each language's own affair. */
const shape = (text: string, locale: string): readonly string[] =>
  [...new Set(argumentsIn(text, locale).map(({ name, kind, detail }) => `${name} ${kind} ${detail}`))].sort();

describe('CODE-6 languages', () => {
  it('are these eight', () => {
    expect(catalogs.map(({ locale }) => locale).sort()).toEqual(
      ['ar', 'de', 'en', 'es', 'fr', 'ja', 'pt', 'zh-Hans'].sort(),
    );
  });

  it.each([
    ['zh-CN', 'zh-Hans'],
    ['zh-TW', 'en'],
    ['pt-BR', 'pt'],
    ['pt-PT', 'pt'],
    ['ar-EG', 'ar'],
    ['de-AT', 'de'],
    ['nl', 'en'],
  ])('%s is served %s', (wanted, expected) => {
    expect(catalogFor(wanted).locale).toBe(expected);
  });

  it.each(catalogs.map((catalog) => [catalog.locale, catalog] as const))(
    '%s has a voice and a direction of its own',
    (locale, { direction, voice }) => {
      expect(new Intl.Locale(voice).language).toBe(new Intl.Locale(locale).language);
      expect(new Intl.Locale(voice).region).toBeDefined();
      expect(direction).toBe(locale === 'ar' ? 'rtl' : 'ltr');
    },
  );
});

describe.each(others.map((catalog) => [catalog.locale, catalog] as const))('CODE-6 %s', (locale, catalog) => {
  const texts = textsOf(catalog);

  it('has the texts that English has, none of them in English', () => {
    const english = textsOf(en);
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
    const same = [...texts].filter(([path, text]) => text === english.get(path));
    expect(same.map(([path]) => path).filter((path) => path !== '/code/pause')).toEqual([]);
    const words = (of: ReadonlyMap<string, string>, tag: string): readonly string[] =>
      [...of.values()].flatMap((text) => wordsIn(text, tag));
    const own = [...words(texts, locale), ...catalog.code.sms].join('\n').replace(/\{\w+\}/g, '');
    expect(/\b(?:the|your|you|wasn’t|security|password|address|number|sign)\b/i.exec(own)).toBeNull();
    const sentences = words(english, 'en').flatMap((text) => text.split(/[.!?:\n]+/));
    expect(sentences.filter((one) => one.trim().length > 8 && own.includes(one.trim()))).toEqual([]);
  });

  it('is given in each text what English is given', () => {
    for (const [path, text] of textsOf(en))
      expect(shape(texts.get(path) ?? '', locale), path).toEqual(shape(text, 'en'));
  });

  it('gives less in shorter wordings of an SMS, the last without the service’s name', () => {
    for (const text of catalog.code.sms) {
      const names = argumentsIn(text, locale).map(({ name }) => name);
      expect(['code', 'minutes', 'reference', 'service']).toEqual(expect.arrayContaining(names));
      expect(names).toEqual(expect.arrayContaining(['code', 'reference']));
    }
    expect(catalog.code.sms.at(-1)).not.toContain('{service}');
  });

  it('counts as the language does', () => {
    const wanted = [...new Intl.PluralRules(locale).resolvedOptions().pluralCategories].sort();
    const plurals = [...texts.values()].flatMap((text) =>
      argumentsIn(text, locale).flatMap(({ categories }) => (categories === undefined ? [] : [categories])),
    );
    expect(plurals.length).toBeGreaterThanOrEqual(5);
    for (const categories of plurals) expect([...categories].sort()).toEqual(wanted);
  });

  it.each(everyMessage.map((message) => [message.template, message] as const))(
    'tells %s whole in every delivery',
    (_, message) => {
      const { html, subject, text } = renderMessage(message, locale, 'email', SERVICE);
      const sms = renderMessage(message, locale, 'sms', SERVICE).text;
      const call = renderMessage(message, locale, 'call', SERVICE);
      for (const one of [subject, text, html.replace(/style="[^"]*"/g, ''), sms, call.text]) {
        expect(one.length).toBeGreaterThan(5);
        expect(one).not.toMatch(/[{}]|undefined|NaN|Invalid/);
      }
      expect(html).toContain(`<html lang="${locale}" dir="${catalog.direction}">`);
      expect(call.locale).toBe(catalog.voice);
      if ('link' in message) for (const one of [text, sms]) expect(one).toContain(message.link);
      if ('masked' in message) for (const one of [text, sms]) expect(one).toContain(message.masked);
    },
  );

  it.each([HOST, 'account.contoso.example'])('has codes in one text message at %s', (host) => {
    const [message] = securityCodes;
    const { text } = renderMessage({ ...message!, host } as Message, locale, 'sms', SERVICE);
    expect(fitsOneSegment(text), text).toBe(true);
    const [said, blank, last, ...rest] = text.split('\n');
    expect([blank, last, rest]).toEqual(['', `@${host} #012345`, []]);
    expect(said).toContain('012345');
    expect(said).toContain('9E77');
    expect(said!.length).toBeGreaterThan(20);
    expect(text).not.toMatch(/[\u200e\u200f\u2066-\u2069]/);
  });

  it('speaks a code digit by digit, twice', () => {
    const { text } = renderMessage(securityCodes[0]!, locale, 'call', SERVICE);
    expect(text.match(/0[,،、，] ?1[,،、，] ?2[,،、，] ?3[,،、，] ?4[,،、，] ?5/gu)).toHaveLength(2);
    expect(text).not.toContain('012345');
  });

  it('has its dates in its own words, in UTC', () => {
    const endsAt = Date.UTC(2027, 0, 31, 23, 45);
    const notice = everyNotice.find(({ template }) => template === 'protection-started');
    const { text } = renderMessage({ ...notice!, endsAt } as Notice, locale, 'email', SERVICE);
    const part = (options: Intl.DateTimeFormatOptions): string =>
      new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(endsAt);
    expect(text).toContain(part({ day: 'numeric', month: 'long', year: 'numeric' }));
    expect(text).toContain(part({ hour: '2-digit', minute: '2-digit' }));
    expect(text).toContain('UTC');
  });
});

describe('CODE-6 the alphabet of SMS', () => {
  /** Eighty places are too many for anything but that alphabet. */
  const plain = (text: string): boolean => fitsOneSegment(text.slice(0, 80).padEnd(80));

  it.each(['de', 'es', 'fr', 'pt'])('is enough for %s to say everything about a code', (locale) => {
    for (const host of [HOST, 'account.contoso.example']) {
      const message = { ...securityCodes[0]!, host } as Message;
      const { text } = renderMessage(message, locale, 'sms', SERVICE);
      expect(plain(text.slice(0, 80)) && plain(text.slice(80)), text).toBe(true);
      for (const part of [SERVICE, '10 min', '9E77'])
        expect(text.toLowerCase()).toContain(part.toLowerCase());
    }
  });

  it.each(['de', 'es', 'fr', 'pt'])('has %s links in two segments, as English ones (REP-2)', (locale) => {
    // The dots of a masked address are in no SMS alphabet, nor is the í of Spanish days.
    const linked = everyNotice.filter(
      (notice) =>
        'link' in notice &&
        !('masked' in notice) &&
        (locale !== 'es' || notice.template !== 'protection-reminder'),
    );
    expect(linked.length).toBeGreaterThanOrEqual(3);
    for (const notice of linked) {
      const { text } = renderMessage(notice, locale, 'sms', SERVICE);
      for (let at = 0; at < text.length; at += 80) expect(plain(text.slice(at)), text).toBe(true);
      expect(text.length, text).toBeLessThanOrEqual(306);
    }
  });
});

describe.each(catalogs.map((catalog) => [catalog.locale, catalog] as const))(
  'the page’s copies of %s',
  (locale, catalog) => {
    const read = async (tag: string, name: string): Promise<Record<string, string>> => {
      const file = new URL(`../../web/locales/${tag}/${name}.json`, import.meta.url);
      return JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
    };

    it('say what to do when a code does not come in the same words', async () => {
      expect(await read(locale, 'help')).toEqual(catalog.help);
    });

    it('have every text of the pages behind links', async () => {
      const [english, own] = [await read('en', 'links'), await read(locale, 'links')];
      expect(Object.keys(own)).toEqual(Object.keys(english));
      if (locale === 'en') return;
      expect(Object.entries(own).filter(([key, text]) => text === english[key] || text === '')).toEqual([]);
    });
  },
);
