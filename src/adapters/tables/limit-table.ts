import { createHash } from 'node:crypto';
import { odata, type TableClient, type TransactionAction } from '@azure/data-tables';
import { calendarDay } from '../../domain/day.js';
import type { Instant } from '../../domain/instant.js';
import type { LimitedThing } from '../../domain/limits.js';
import type { HotRoom, Kept, Limits } from '../../ports/limits.js';
import { statusOf } from '../azure/status-of.js';
import { reaching } from './table-service.js';

/** Each takes some 2,000 writes a second; the daily clean-up asks each once. */
const SHARDS = 16;
const STATE = 'state:';
const GOES = 'goes:';

/**
 * A row for each limited thing, and one that names the day it may go, in the same partition: both are written in one
 * transaction, so that nothing is kept for ever, and letting go costs what is due. The second row is written when the day
 * changes only.
 */
export class LimitTable implements Limits {
  readonly hot = new Map<LimitedThing, HotRoom>();
  readonly writing = new Map<LimitedThing, Promise<unknown>>();
  readonly #table: TableClient;
  readonly #underway = new Map<LimitedThing, number>();

  constructor(table: TableClient) {
    this.#table = table;
  }

  async find<State>(thing: LimitedThing): Promise<Kept<State> | undefined> {
    try {
      const row = await reaching('storage', () => this.#table.getEntity(shardOf(thing), STATE + thing));
      const state = JSON.parse(String(row['state'])) as State;
      return { state, version: row.etag, goes: String(row['goes']) };
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  async put<State>(
    thing: LimitedThing,
    state: State,
    before: Kept<unknown> | undefined,
    until: Instant,
  ): Promise<boolean> {
    const goes = calendarDay(until);
    const partitionKey = shardOf(thing);
    const row = { partitionKey, rowKey: STATE + thing, v: 1, goes, state: JSON.stringify(state) };
    try {
      if (before?.goes === goes) {
        await reaching('storage', () => this.#table.updateEntity(row, 'Replace', { etag: before.version }));
        return true;
      }
      const actions: TransactionAction[] = [
        before === undefined ? ['create', row] : ['update', row, 'Replace', { etag: before.version }],
        ['upsert', { partitionKey, rowKey: `${GOES}${goes}:${thing}`, v: 1 }, 'Replace'],
      ];
      await reaching('storage', () => this.#table.submitTransaction(actions));
      return true;
    } catch (error) {
      const status = statusOf(error);
      if (status === 404 || status === 409 || status === 412) return false;
      throw error;
    }
  }

  begin(thing: LimitedThing): () => void {
    this.#underway.set(thing, this.underway(thing) + 1);
    return () => {
      const left = this.underway(thing) - 1;
      if (left > 0) this.#underway.set(thing, left);
      else this.#underway.delete(thing);
    };
  }

  underway(thing: LimitedThing): number {
    return this.#underway.get(thing) ?? 0;
  }

  async dropOld(now: Instant): Promise<number> {
    const shards = Array.from({ length: SHARDS }, (_, n) => shardName(n));
    const dropped = await Promise.all(shards.map((shard) => this.#dropOldOf(shard, now)));
    return dropped.reduce((sum, one) => sum + one, 0);
  }

  async #dropOldOf(shard: string, now: Instant): Promise<number> {
    const today = `${GOES}${calendarDay(now)}`;
    const filter = odata`PartitionKey eq ${shard} and RowKey ge ${GOES} and RowKey lt ${today}`;
    const notes = this.#table.listEntities({ queryOptions: { filter, select: ['RowKey'] } });
    const pages = notes.byPage()[Symbol.asyncIterator]();
    let dropped = 0;
    for (;;) {
      const page = await reaching('storage', () => pages.next());
      if (page.done === true) return dropped;
      for (const { rowKey = '' } of page.value) if (await this.#drop(shard, rowKey)) dropped += 1;
    }
  }

  /** A thing that was used again goes on another day; only this note of it does go. The note goes last: it leads there. */
  async #drop(partitionKey: string, note: string): Promise<boolean> {
    const [, day, thing = ''] = note.split(':');
    const kept = await this.find(thing as LimitedThing);
    const old = kept?.goes === day ? kept : undefined;
    try {
      if (old !== undefined) {
        const { version: etag } = old;
        await reaching('storage', () => this.#table.deleteEntity(partitionKey, STATE + thing, { etag }));
      }
      await reaching('storage', () => this.#table.deleteEntity(partitionKey, note));
      return old !== undefined;
    } catch (error) {
      // Used this very moment, or dropped by another machine: tomorrow's turn sees to it.
      const status = statusOf(error);
      if (status === 404 || status === 412) return false;
      throw error;
    }
  }
}

function shardOf(thing: LimitedThing): string {
  return shardName((createHash('sha256').update(thing).digest()[0] ?? 0) % SHARDS);
}

function shardName(n: number): string {
  return n.toString(16).padStart(2, '0');
}
