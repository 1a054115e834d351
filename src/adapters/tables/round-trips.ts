import { AsyncLocalStorage } from 'node:async_hooks';
import type { TableClient } from '@azure/data-tables';

type PipelinePolicy = Parameters<TableClient['pipeline']['addPolicy']>[0];

/** Requests to storage by table. */
export type RoundTrips = Readonly<Record<string, number>>;

const tally = new AsyncLocalStorage<Record<string, number>>();

/** Counts what a piece of work asks of storage: the figure that its speed and its price come from. */
export async function countRoundTrips<T>(
  work: () => Promise<T>,
): Promise<{ result: T; roundTrips: RoundTrips }> {
  const roundTrips: Record<string, number> = {};
  const result = await tally.run(roundTrips, work);
  return { result, roundTrips };
}

export function roundTripPolicy(table: string): PipelinePolicy {
  return {
    name: 'roundTrips',
    sendRequest: (request, next) => {
      const counts = tally.getStore();
      if (counts !== undefined) counts[table] = (counts[table] ?? 0) + 1;
      return next(request);
    },
  };
}
