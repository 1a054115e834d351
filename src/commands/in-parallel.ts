/**
 * Does the work for each, so many at a time. Begins with the next as soon as one is done. After a failure nothing more is
 * begun, and nothing is under way any more when it is thrown.
 */
export async function inParallel<T>(
  items: Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  let hasFailed = false;
  const worker = async (): Promise<void> => {
    for (let next = queue.next(); next.done !== true && !hasFailed; next = queue.next()) {
      try {
        await work(next.value);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

/** Those of one owner one after the other, in their order. */
export function byOwner<T>(items: Iterable<T>, ownerOf: (item: T) => string): Iterable<readonly T[]> {
  const owners = new Map<string, T[]>();
  for (const item of items) {
    const others = owners.get(ownerOf(item));
    if (others === undefined) owners.set(ownerOf(item), [item]);
    else others.push(item);
  }
  return owners.values();
}
