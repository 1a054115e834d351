/** A stretch of a message: words, a security code, or a web address. */
export interface Part {
  readonly kind: 'words' | 'code' | 'link';
  readonly text: string;
}

/** A web address; six to eight digits standing alone; a row of single digits, as a voice speaks them in any script. */
const SPECIAL = /https?:\/\/[^\s<>"]+|(?<![\w#+@/])(?:\d{6,8}|(?:\d[,. ،、，]+){5,7}\d)(?![\w@/])/g;
/** What follows an address in a sentence and is no part of it. */
const AFTER_LINK = /[.,;:!?)\]}'"”’»]+$/;
const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa']);

/** Takes a message apart; together the parts are the text again. */
export function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(SPECIAL)) {
    const isLink = found.startsWith('http');
    const special = isLink ? found.replace(AFTER_LINK, '') : found;
    if (isLink && !URL.canParse(special)) continue;
    if (index > end) parts.push({ kind: 'words', text: text.slice(end, index) });
    parts.push({ kind: isLink ? 'link' : 'code', text: special });
    end = index + special.length;
  }
  if (end < text.length) parts.push({ kind: 'words', text: text.slice(end) });
  return parts;
}

/** The codes among them as they are typed, each once. */
export function codesOf(parts: readonly Part[]): readonly string[] {
  const codes = parts.filter(({ kind }) => kind === 'code').map(({ text }) => text.replace(/\D/g, ''));
  return [...new Set(codes)];
}

/** What a text in this locale is marked up with; undefined for a locale that is none. */
export function languageOf(
  locale: string,
): { readonly lang: string; readonly dir: 'ltr' | 'rtl' } | undefined {
  try {
    const known = new Intl.Locale(locale);
    const { script = '' } = known.maximize();
    return { lang: known.toString(), dir: RIGHT_TO_LEFT.has(script) ? 'rtl' : 'ltr' };
  } catch {
    return undefined;
  }
}
