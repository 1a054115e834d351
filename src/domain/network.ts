/**
 * What limits count as one place: an IPv4 address, or the /64 of an IPv6 address, of which anybody with a connection has
 * 2^64 (RFC 4291 §2.5.1, RFC 6177).
 *
 * @param address as networks write it, in lower case; what is no address is its own place
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [bare = ''] = address.split('%');
  if (!/^[0-9a-f:.]*:[0-9a-f:.]*$/.test(bare)) return address;
  const [before = '', after] = bare.split('::');
  const front = groups(before);
  const back = after === undefined ? [] : groups(after);
  const zeros = after === undefined ? [] : Array.from({ length: 8 - front.length - back.length }, () => '0');
  const prefix = [...front, ...zeros, ...back].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${prefix.join(':')}::/64`;
}

/** An IPv4 address at the end stands for two groups. */
function groups(text: string): readonly string[] {
  return text === ''
    ? []
    : text.split(':').flatMap((group) => (group.includes('.') ? [group, group] : [group]));
}
