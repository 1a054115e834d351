import type { AccountId } from '../../domain/identifiers.js';
import { MINUTE, plus, type Instant } from '../../domain/instant.js';
import type { Clock } from '../../ports/clock.js';
import type { Later } from '../../ports/later.js';
import type { StoredRow } from './account-rows.js';

/**
 * Long enough for whoever reads a code and types it. Shorter, by more than any request takes, than an erasure waits for
 * requests that were under way: a command over what is remembered claims and notes things for the account before it learns
 * that there is none any more (PRV-3).
 */
const KEPT = 4 * MINUTE;
/** Characters of rows: some thousand accounts. */
const MOST = 16 * 2 ** 20;
/** A recall that holds saves a request, and one that doesn't costs one: from where half of them hold, with something to spare. */
const WORTH = 3 / 4;
/** How much one more tells of whether they hold. */
const WEIGHT = 1 / 16;

interface RememberedRows {
  readonly version: string;
  /** By row key. */
  readonly rows: ReadonlyMap<string, StoredRow>;
}

interface Kept extends RememberedRows {
  readonly at: Instant;
  readonly size: number;
  recalled: boolean;
}

/**
 * The rows of accounts that this process has read or written last, as they are stored: what is sealed stays sealed. Bounded,
 * and of no use where others write to the same accounts meanwhile, which it notices (docs/decisions/0026).
 */
export class RowMemory {
  readonly #clock: Clock;
  readonly #later: Later;
  readonly #most: number;
  /** The longest kept first. */
  readonly #kept = new Map<AccountId, Kept>();
  #size = 0;
  /** The share of what was remembered that was still so when it was looked at again, the newest looks before all. */
  #held = 1;
  /** For the oldest to be old. */
  #isWaiting = false;

  /** @param most characters */
  constructor(clock: Clock, later: Later, most = MOST) {
    this.#clock = clock;
    this.#later = later;
    this.#most = most;
  }

  /** Undefined, too, while most of what is recalled turns out to be another's past. */
  recall(id: AccountId): RememberedRows | undefined {
    this.#dropOld();
    const kept = this.#held < WORTH ? undefined : this.#kept.get(id);
    if (kept !== undefined) kept.recalled = true;
    return kept;
  }

  /** What is there now: it is known whether what was remembered was so. */
  keep(id: AccountId, version: string, rows: ReadonlyMap<string, StoredRow>): void {
    this.#dropOld();
    const before = this.#kept.get(id);
    if (before !== undefined) this.#learn(before.version === version);
    this.forget(id);
    const size = [...rows.values()].reduce((sum, { json, rowKey }) => sum + rowKey.length + json.length, 0);
    this.#kept.set(id, { version, rows, size, at: this.#clock.now(), recalled: false });
    this.#size += size;
    for (const oldest of this.#kept.keys()) {
      if (this.#size <= this.#most) break;
      this.forget(oldest);
    }
    this.#wait();
  }

  forget(id: AccountId): void {
    const kept = this.#kept.get(id);
    if (kept === undefined) return;
    this.#kept.delete(id);
    this.#size -= kept.size;
  }

  /**
   * What a commit is about to replace: nobody knows it from here on until the commit was answered.
   *
   * @returns the rows, and what to tell once it is known whether they were so. Undefined where something else is remembered
   */
  take(
    id: AccountId,
    version: string,
  ): (RememberedRows & { readonly proved: (held: boolean) => void }) | undefined {
    const kept = this.#kept.get(id);
    if (kept?.version !== version) return undefined;
    this.forget(id);
    const proved = (held: boolean): void => {
      if (kept.recalled) this.#learn(held);
    };
    return { version, rows: kept.rows, proved };
  }

  #learn(held: boolean): void {
    this.#held += (Number(held) - this.#held) * WEIGHT;
  }

  /** PRV-3: what is somebody's goes by itself, though nobody asks for anything any more. */
  #wait(): void {
    const [oldest] = this.#kept.values();
    if (oldest === undefined || this.#isWaiting) return;
    this.#isWaiting = true;
    // Where the clock was set back, what is left of their time could be more than a timer takes.
    this.#later(Math.min(KEPT, plus(oldest.at, KEPT) - this.#clock.now()), () => {
      this.#isWaiting = false;
      this.#dropOld();
      this.#wait();
    });
  }

  #dropOld(): void {
    const now = this.#clock.now();
    for (const [id, { at }] of this.#kept) {
      if (now < plus(at, KEPT)) return;
      this.forget(id);
    }
  }
}
