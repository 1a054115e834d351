import { odata, type TableClient } from '@azure/data-tables';
import type { RequestKey } from '../../domain/answered-request.js';
import { calendarDay } from '../../domain/day.js';
import { DAY, plus, type Instant } from '../../domain/instant.js';
import type { Answers, KeptAnswer } from '../../ports/answers.js';
import { statusOf } from '../azure/status-of.js';
import { reaching } from './table-service.js';

/** Every answer is a partition of one row, named by its day: old days are found without looking at the others. */
const ROW = 'answer';
/** A string property holds 32 Ki characters; an answer has a few. */
const PIECE = 30_000;
const PIECES = 8;

/** DUR-4: first answers. Today's and yesterday's are looked at side by side. */
export class AnswerTable implements Answers {
  readonly #table: TableClient;

  constructor(table: TableClient) {
    this.#table = table;
  }

  async find(key: RequestKey, now: Instant): Promise<KeptAnswer | undefined> {
    const days = [now, plus(now, -DAY)];
    const found = await Promise.all(days.map((day) => this.#read(partitionOf(key, day))));
    return found.find((answer) => answer !== undefined && now < plus(answer.at, DAY));
  }

  async keep(key: RequestKey, { content, sealed }: KeptAnswer, now: Instant): Promise<KeptAnswer> {
    if (sealed.length > PIECE * PIECES)
      throw new Error(`An answer of ${sealed.length} characters is too long.`);
    const pieces = Object.fromEntries(
      Array.from({ length: Math.ceil(sealed.length / PIECE) }, (_, n) => [
        `sealed${n}`,
        sealed.slice(n * PIECE, (n + 1) * PIECE),
      ]),
    );
    const row = {
      partitionKey: partitionOf(key, now),
      rowKey: ROW,
      v: 1,
      at: String(now),
      content,
      ...pieces,
    };
    try {
      await reaching('storage', () => this.#table.createEntity(row));
      return { content, sealed };
    } catch (error) {
      if (statusOf(error) !== 409) throw error;
      return (await this.#read(row.partitionKey)) ?? { content, sealed };
    }
  }

  async dropOld(now: Instant): Promise<number> {
    const filter = odata`PartitionKey lt ${calendarDay(plus(now, -DAY))}`;
    const rows = this.#table.listEntities({ queryOptions: { filter, select: ['partitionKey'] } });
    let dropped = 0;
    for await (const { partitionKey = '' } of rows) {
      await reaching('storage', () => this.#table.deleteEntity(partitionKey, ROW));
      dropped += 1;
    }
    return dropped;
  }

  async #read(partition: string): Promise<(KeptAnswer & { readonly at: Instant }) | undefined> {
    try {
      const row = await reaching('storage', () => this.#table.getEntity(partition, ROW));
      const pieces = Array.from({ length: PIECES }, (_, n) => row[`sealed${n}`]);
      const sealed = pieces.filter((piece) => typeof piece === 'string').join('');
      return { at: Number(row['at']) as Instant, content: String(row['content']), sealed };
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }
}

function partitionOf(key: RequestKey, day: Instant): string {
  return `${calendarDay(day)}:${key}`;
}
