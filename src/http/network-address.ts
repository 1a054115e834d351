/**
 * Where a request came from: the entry of `X-Forwarded-For` that the outermost of our own proxies wrote. With none of
 * ours in front, nobody's word is taken.
 *
 * @param header comma-joined, the nearest proxy's entry last
 */
export function networkAddress(header: string | null, trustedProxies: number): string | undefined {
  if (header === null || trustedProxies === 0) return undefined;
  const entries = header.split(',').map((entry) => entry.trim());
  const entry = entries.at(-trustedProxies);
  if (entry === undefined || entry === '') return undefined;
  const bracketed = /^\[([0-9a-f:.]+)\](?::\d+)?$/i.exec(entry)?.[1];
  return (bracketed ?? entry.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')).toLowerCase();
}
