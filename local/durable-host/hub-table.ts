import { TableClient } from '@azure/data-tables';

type Policy = Parameters<TableClient['pipeline']['addPolicy']>[0];

/** One of the hub's tables. Deleted under a running host, it is made again, empty: a hub that was lost, not a host that hangs. */
export function hubTable(storage: string, name: string): TableClient {
  const table = TableClient.fromConnectionString(storage, name, {
    allowInsecureConnection: true,
    retryOptions: { maxRetries: 5, retryDelayInMs: 50, maxRetryDelayInMs: 1000 },
  });
  const madeAgain: Policy = {
    name: 'madeAgain',
    sendRequest: async (request, next) => {
      const response = await next(request);
      // A batch says so in the answer to one of its parts.
      if (response.bodyAsText?.includes('"TableNotFound"') !== true) return response;
      await table.createTable();
      return next(request);
    },
  };
  table.pipeline.addPolicy(madeAgain, { phase: 'Retry' });
  return table;
}
