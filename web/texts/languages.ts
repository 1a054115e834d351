/** CODE-6: what the page speaks. Each is named in its own words: whoever looks for theirs can read it. */
export const LANGUAGES = [
  { tag: 'en', name: 'English', direction: 'ltr' },
  { tag: 'de', name: 'Deutsch', direction: 'ltr' },
  { tag: 'es', name: 'Español', direction: 'ltr' },
  { tag: 'fr', name: 'Français', direction: 'ltr' },
  { tag: 'pt', name: 'Português', direction: 'ltr' },
  { tag: 'ja', name: '日本語', direction: 'ltr' },
  { tag: 'zh-Hans', name: '简体中文', direction: 'ltr' },
  { tag: 'ar', name: 'العربية', direction: 'rtl' },
] as const;

export type Language = (typeof LANGUAGES)[number];
export type LanguageTag = Language['tag'];

/**
 * The first of the wanted languages that we have, in its script (CLDR's likely subtags: `zh-TW` is not `zh-Hans`).
 *
 * @param wanted BCP 47, best first
 */
export function languageFor(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const want = likely(tag);
    const found = LANGUAGES.find((language) => {
      const has = likely(language.tag);
      return want !== undefined && has?.language === want.language && has.script === want.script;
    });
    if (found !== undefined) return found;
  }
  return LANGUAGES[0];
}

function likely(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    return undefined;
  }
}
