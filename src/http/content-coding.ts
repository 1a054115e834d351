/**
 * How to send what there is in several codings: the smallest one that an `Accept-Encoding` takes (RFC 9110).
 *
 * @returns undefined for the plain bytes, which are always taken
 */
export function contentCoding(
  acceptEncoding: string | null,
  available: { readonly br?: Uint8Array; readonly gzip?: Uint8Array },
): 'br' | 'gzip' | undefined {
  const weights = new Map(
    (acceptEncoding ?? '').split(',').map((part) => {
      const [coding = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
      const weight = parameters.find((text) => /^q\s*=/.test(text))?.replace(/^q\s*=\s*/, '') ?? '1';
      return [coding, Number(weight)] as const;
    }),
  );
  const isTaken = (coding: string): boolean => (weights.get(coding) ?? weights.get('*') ?? 0) > 0;
  return (['br', 'gzip'] as const).find((coding) => available[coding] !== undefined && isTaken(coding));
}
