/** Table keys take neither / \ # ? nor control characters; escapes are spelled with `=`. */
export function partitionOf(instanceId: string): string {
  return instanceId.replace(
    /[^A-Za-z0-9_.:@-]/gu,
    (character) => `=${Buffer.from(character).toString('hex')}=`,
  );
}

export function instanceOf(partition: string): string {
  return partition.replace(/=([0-9a-f]+)=/g, (_, hex: string) => Buffer.from(hex, 'hex').toString());
}

/**
 * Ends the row keys of an instance: the emulator finds a row by its row key first and then walks all that have the same,
 * so no two instances should.
 */
export function tagOf(instanceId: string): string {
  return hashOf(instanceId).toString(36).padStart(7, '0');
}

/** FNV-1a */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** Matches the header of every instance. */
export const ANY_HEADER = "RowKey ge 'state:' and RowKey lt 'state;'";

export function headerKey(instanceId: string): string {
  return `state:${tagOf(instanceId)}`;
}

export function historyPrefix(generation: number): string {
  return `h:${generation.toString().padStart(6, '0')}:`;
}

export function historyKey(instanceId: string, generation: number, turn: number): string {
  return `${historyPrefix(generation)}${turn.toString().padStart(8, '0')}:${tagOf(instanceId)}`;
}

export function outboxKey(instanceId: string, generation: number, turn: number): string {
  const when = `${generation.toString().padStart(6, '0')}:${turn.toString().padStart(8, '0')}`;
  return `out:${when}:${tagOf(instanceId)}`;
}

/** Keys sort by arrival: time, then a counter for what arrives within one millisecond. */
export class InboxKeys {
  #sequence = 0;

  next(): string {
    this.#sequence += 1;
    const time = Date.now().toString().padStart(15, '0');
    const count = this.#sequence.toString().padStart(10, '0');
    return `in:${time}:${count}:${Math.random().toString(36).slice(2, 8)}`;
  }
}
