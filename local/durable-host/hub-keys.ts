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

export function historyPrefix(generation: number): string {
  return `h:${generation.toString().padStart(6, '0')}:`;
}

export function historyKey(generation: number, turn: number): string {
  return `${historyPrefix(generation)}${turn.toString().padStart(8, '0')}`;
}

export function outboxKey(generation: number, turn: number): string {
  return `out:${generation.toString().padStart(6, '0')}:${turn.toString().padStart(8, '0')}`;
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
