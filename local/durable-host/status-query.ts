import { odata } from '@azure/data-tables';
import { fromChunks } from './chunks.js';
import { unpackState } from './header.js';
import { ANY_HEADER, instanceOf, partitionOf } from './hub-keys.js';
import type { InstanceState } from './instance.js';
import { TABLES, type TaskHub } from './task-hub.js';

export interface StatusFilter {
  readonly createdFrom?: Date;
  readonly createdTo?: Date;
  readonly updatedFrom?: Date;
  readonly updatedTo?: Date;
  readonly statuses?: readonly string[];
  readonly idPrefix?: string;
}

export interface StatusPage {
  readonly states: readonly InstanceState[];
  readonly next?: string;
}

/** One page of instances over all tables. The token says in which table to go on, and where. */
export async function queryStatus(
  hub: TaskHub,
  filter: StatusFilter,
  size: number,
  continuationToken: string | undefined,
): Promise<StatusPage> {
  const queryOptions = { filter: clausesOf(filter).join(' and ') };
  const [first = '0', within = ''] = (continuationToken ?? '').split(/:(.*)/s);
  const states: InstanceState[] = [];
  let token = within;
  for (let n = Number(first); n < TABLES; n += 1) {
    const pages = hub.tables[n]?.listEntities({ queryOptions }).byPage({
      maxPageSize: size - states.length,
      ...(token === '' ? {} : { continuationToken: token }),
    });
    const page = await pages?.next();
    const rows = (page?.value ?? []) as Record<string, unknown>[] & { continuationToken?: string };
    for (const row of rows) states.push(await unpackState(fromChunks(row), hub.texts(idOf(row))));
    token = rows.continuationToken ?? '';
    if (token !== '') return { states, next: `${n}:${token}` };
    if (states.length >= size && n + 1 < TABLES) return { states, next: `${n + 1}:` };
  }
  return { states };
}

function clausesOf(filter: StatusFilter): readonly string[] {
  const { createdFrom, createdTo, idPrefix, statuses = [], updatedFrom, updatedTo } = filter;
  const instant = (clause: string, at: Date | undefined): string[] =>
    at === undefined ? [] : [`${clause} '${at.toISOString()}'`];
  return [
    `${ANY_HEADER} and gone eq false`,
    ...instant('createdAt ge', createdFrom),
    ...instant('createdAt le', createdTo),
    ...instant('updatedAt ge', updatedFrom),
    ...instant('updatedAt le', updatedTo),
    ...(statuses.length === 0
      ? []
      : [`(${statuses.map((status) => odata`status eq ${status}`).join(' or ')})`]),
    ...(idPrefix === undefined
      ? []
      : [odata`PartitionKey ge ${partitionOf(idPrefix)} and PartitionKey lt ${`${partitionOf(idPrefix)}~`}`]),
  ];
}

function idOf(row: Readonly<Record<string, unknown>>): string {
  return instanceOf(typeof row['partitionKey'] === 'string' ? row['partitionKey'] : '');
}
