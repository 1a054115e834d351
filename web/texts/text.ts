import { batch, signal } from '@preact/signals';
import { IntlMessageFormat } from 'intl-messageformat';
import type { ComponentChildren } from 'preact';
import { lost } from '../api/connection.js';
import { loadPart } from '../api/load-part.js';
import { loadTexts, type TextKey, type Texts } from './catalog.js';
import { LANGUAGES, languageFor, type Language, type LanguageTag } from './languages.js';

const CHOSEN = 'language';

/** What the page speaks now. */
export const language = signal<Language>(LANGUAGES[0]);
const texts = signal<Texts>({});

/** The language chosen here before, or the browser's. False where no words could be had at all. */
export async function startTexts(): Promise<boolean> {
  return speak(languageFor([...chosenBefore(), ...navigator.languages]));
}

function chosenBefore(): readonly string[] {
  try {
    return [localStorage.getItem(CHOSEN)].filter((tag) => tag !== null);
  } catch {
    return [];
  }
}

/**
 * Where its texts can't be fetched the language stays what it was until the page is loaded again: browsers don't ask twice for
 * a module that failed.
 */
export async function chooseLanguage(tag: LanguageTag): Promise<void> {
  try {
    localStorage.setItem(CHOSEN, tag);
  } catch {
    // A browser that keeps nothing: the choice is good until the next load.
  }
  if (!(await speak(languageFor([tag])))) lost();
}

let choices = 0;

/** Goes on in the language there was if the next can't be had, or another has been chosen by then. */
async function speak(next: Language): Promise<boolean> {
  const mine = ++choices;
  const loaded = await loadPart(() => loadTexts(next.tag));
  if (loaded === undefined) return false;
  if (mine !== choices) return true;
  formats.clear();
  batch(() => {
    texts.value = loaded;
    language.value = next;
  });
  document.documentElement.lang = next.tag;
  document.documentElement.dir = next.direction;
  return true;
}

type Value = string | number | Date;
type Part = (inner: ComponentChildren) => ComponentChildren;

/** One text, in ICU MessageFormat, with its arguments. */
export function text(key: TextKey, values: Readonly<Record<string, Value>> = {}): string {
  return String(formatOf(key).format(values));
}

/** A text with elements in it: `<link>…</link>` becomes what `link` makes of its inside. */
export function rich(key: TextKey, values: Readonly<Record<string, Value | Part>>): ComponentChildren {
  return formatOf(key).format<ComponentChildren>(
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'function' ? (inner: readonly ComponentChildren[]) => value([...inner]) : value,
      ]),
    ),
  );
}

export function hasText(key: string): key is TextKey {
  return Object.hasOwn(texts.value, key);
}

const formats = new Map<string, IntlMessageFormat>();

function formatOf(key: TextKey): IntlMessageFormat {
  const source = texts.value[key] ?? key;
  let format = formats.get(key);
  if (format === undefined) {
    format = new IntlMessageFormat(source, language.value.tag, FORMATS);
    formats.set(key, format);
  }
  return format;
}

/** Times of day as people at this browser read them. */
const FORMATS = {
  date: {
    long: { day: 'numeric', month: 'long', year: 'numeric' },
    medium: { day: 'numeric', month: 'short', year: 'numeric' },
  },
  time: { short: { hour: 'numeric', minute: '2-digit' } },
} as const;
