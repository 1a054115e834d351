/**
 * The best of the languages there are for the one somebody wants: the same language in the same script, of the same region
 * where there is a choice. Likely subtags (CLDR) fill in what a tag leaves out, so `zh-CN` finds `zh-Hans` and `zh-TW` does
 * not.
 *
 * @param wanted BCP 47; what is none finds nothing
 */
export function matchLocale<Tag extends string>(wanted: string, available: readonly Tag[]): Tag | undefined {
  const want = likely(wanted);
  if (want === undefined) return undefined;
  const readable = available.flatMap((tag) => {
    const has = likely(tag);
    return has?.language === want.language && has.script === want.script ? [{ tag, has }] : [];
  });
  const closest =
    readable.find(({ has }) => has.baseName === want.baseName) ??
    readable.find(({ has }) => has.region === want.region) ??
    readable.find(({ tag }) => new Intl.Locale(tag).region === undefined) ??
    readable[0];
  return closest?.tag;
}

function likely(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    return undefined;
  }
}
