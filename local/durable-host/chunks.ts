/** A string property holds 32 Ki characters, a row 1 MiB: fourteen chunks stay below both. */
const CHUNK = 32_000;
const CHUNKS_A_ROW = 14;
export const CHARACTERS_A_ROW = CHUNK * CHUNKS_A_ROW;

/** Spreads a text over the properties `d0`, `d1`, …; at most `CHARACTERS_A_ROW` long. */
export function toChunks(text: string): Record<string, string> {
  if (text.length > CHARACTERS_A_ROW) throw new RangeError(`${text.length} characters don't fit in one row`);
  const chunks: Record<string, string> = {};
  for (let at = 0, n = 0; at < text.length; at += CHUNK, n += 1) chunks[`d${n}`] = text.slice(at, at + CHUNK);
  return chunks;
}

export function fromChunks(row: Readonly<Record<string, unknown>>): string {
  let text = '';
  for (let n = 0; typeof row[`d${n}`] === 'string'; n += 1) text += row[`d${n}`] as string;
  return text;
}
