import { createHash } from 'node:crypto';
import type { TableClient, TransactionAction } from '@azure/data-tables';
import { CHARACTERS_A_ROW, fromChunks, toChunks } from './chunks.js';

/** What is longer goes into rows of its own, so that a hundred rows stay below a transaction's 4 MiB. */
const INLINE = 30_000;
/** Characters of a row can take two or three bytes each; so many rows of them still fit one transaction. */
const ROWS_AT_ONCE = 2;
const MARK = '\u0001large:';

/** Where a long text lies: `p:` rows of the same partition, under its hash. */
interface Place {
  readonly key: string;
  readonly rows: number;
}

export type RowReader = (rowKey: string) => Promise<Readonly<Record<string, unknown>>>;

/**
 * Texts that are too long for where they belong. They are written before what refers to them, and go after it: a crash
 * in between leaves rows that nothing reads, until their instance is purged.
 */
export class LargeTexts {
  readonly #table: TableClient;
  readonly #partitionKey: string;

  constructor(table: TableClient, partitionKey: string) {
    this.#table = table;
    this.#partitionKey = partitionKey;
  }

  /** @returns the text itself when it is short, else a reference to where it was put */
  async put(text: string): Promise<string> {
    const reference = this.refer(text);
    const rows = this.rowKeys(reference).map((rowKey, n) => {
      const piece = text.slice(n * CHARACTERS_A_ROW, (n + 1) * CHARACTERS_A_ROW);
      return { partitionKey: this.#partitionKey, rowKey, ...toChunks(piece) };
    });
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
      const some = rows.slice(at, at + ROWS_AT_ONCE);
      await this.#table.submitTransaction(some.map((row): TransactionAction => ['upsert', row, 'Replace']));
    }
    return reference;
  }

  /** What `put` answers. */
  refer(text: string): string {
    if (text.length <= INLINE && !text.startsWith(MARK)) return text;
    const key = `p:${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
    const rows = Math.ceil(text.length / CHARACTERS_A_ROW);
    return `${MARK}${JSON.stringify({ key, rows } satisfies Place)}`;
  }

  /** @param read from rows that are at hand, or from the table when left out */
  async get(text: string, read?: RowReader): Promise<string> {
    const place = placeOf(text);
    if (place === undefined) return text;
    let whole = '';
    for (let n = 0; n < place.rows; n += 1) {
      const rowKey = rowKeyOf(place.key, n);
      const row =
        read === undefined ? await this.#table.getEntity(this.#partitionKey, rowKey) : await read(rowKey);
      whole += fromChunks(row);
    }
    return whole;
  }

  /** The rows a stored text refers to, to be deleted with it. */
  rowKeys(text: string): readonly string[] {
    const place = placeOf(text);
    return place === undefined ? [] : Array.from({ length: place.rows }, (_, n) => rowKeyOf(place.key, n));
  }
}

function placeOf(text: string): Place | undefined {
  return text.startsWith(MARK) ? (JSON.parse(text.slice(MARK.length)) as Place) : undefined;
}

function rowKeyOf(key: string, n: number): string {
  return `${key}:${n.toString().padStart(4, '0')}`;
}
