import type { LanguageTag } from './languages.js';

/** Every text of the page: areas of flat keys, English first. What English lacks does not compile. */
export interface Catalog {
  readonly account: typeof import('../locales/en/account.json');
  readonly challenge: typeof import('../locales/en/challenge.json');
  readonly common: typeof import('../locales/en/common.json');
  readonly contacts: typeof import('../locales/en/contacts.json');
  readonly help: typeof import('../locales/en/help.json');
  readonly links: typeof import('../locales/en/links.json');
  readonly problems: typeof import('../locales/en/problems.json');
  readonly recovery: typeof import('../locales/en/recovery.json');
  readonly 'sign-in': typeof import('../locales/en/sign-in.json');
}

export type TextKey = { [Area in keyof Catalog]: `${Area}.${keyof Catalog[Area] & string}` }[keyof Catalog];

export type Texts = Readonly<Record<string, string>>;

const languages = {
  en: () => import('texts:en'),
  de: () => import('texts:de'),
  es: () => import('texts:es'),
  fr: () => import('texts:fr'),
  pt: () => import('texts:pt'),
  ja: () => import('texts:ja'),
  'zh-Hans': () => import('texts:zh-Hans'),
  ar: () => import('texts:ar'),
} as const satisfies Record<LanguageTag, () => Promise<{ readonly texts: Texts }>>;

/** One language's texts, by `area.key`. Its files come in one chunk. */
export async function loadTexts(tag: LanguageTag): Promise<Texts> {
  return (await languages[tag]()).texts;
}
