/** An address or a number inside a sentence of either direction, where no element can keep it in order. */
export function inOneLine(address: string): string {
  return `\u2066${address}\u2069`;
}
