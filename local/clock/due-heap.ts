/** Names by the instant they are due. A later entry for a name replaces the earlier one. */
export class DueHeap {
  readonly #dueOf = new Map<string, number>();
  #heap: { readonly due: number; readonly id: string }[] = [];

  set(id: string, due: number | null): void {
    if (due === null) {
      this.#dueOf.delete(id);
      return;
    }
    if (this.#dueOf.get(id) === due) return;
    this.#dueOf.set(id, due);
    this.#push({ due, id });
  }

  earliest(): number | undefined {
    this.#dropStale();
    return this.#heap[0]?.due;
  }

  /** Takes out every name due at or before `now`, earliest first, ties by id. */
  takeDue(now: number): readonly string[] {
    const taken: string[] = [];
    for (;;) {
      this.#dropStale();
      const top = this.#heap[0];
      if (top === undefined || top.due > now) return taken;
      this.#pop();
      this.#dueOf.delete(top.id);
      taken.push(top.id);
    }
  }

  #dropStale(): void {
    for (
      let top = this.#heap[0];
      top !== undefined && this.#dueOf.get(top.id) !== top.due;
      top = this.#heap[0]
    ) {
      this.#pop();
    }
  }

  #push(entry: { readonly due: number; readonly id: string }): void {
    const heap = this.#heap;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!isBefore(entry, heap[up])) break;
      heap[at] = heap[up] ?? entry;
      at = up;
    }
    heap[at] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (isBefore(heap[child + 1], heap[child])) child += 1;
      if (!isBefore(heap[child], last)) break;
      heap[at] = heap[child] ?? last;
      at = child;
    }
    heap[at] = last;
  }
}

type Entry = { readonly due: number; readonly id: string } | undefined;

function isBefore(one: Entry, other: Entry): boolean {
  if (one === undefined) return false;
  if (other === undefined) return true;
  return one.due < other.due || (one.due === other.due && one.id < other.id);
}
