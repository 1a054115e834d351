import type { TableClient } from '@azure/data-tables';
import type { Telemetry } from '../../ports/telemetry.js';

type PipelinePolicy = Parameters<TableClient['pipeline']['addPolicy']>[0];

/**
 * A span for every request to a table: which table, which method, which status. Never the address, which holds an account's
 * id. Within the service's "no" (409, 412, 404) lies a decision of ours; only what it could not answer is a failure.
 */
export function storageSpanPolicy(telemetry: Telemetry, table: string): PipelinePolicy {
  return {
    name: 'storageSpan',
    sendRequest: (request, next) => {
      const facts = {
        'db.system.name': 'azure.tables',
        'db.collection.name': table,
        'http.request.method': request.method,
      };
      return telemetry.span(`${request.method} ${table}`, { kind: 'client', facts }, async (span) => {
        const started = performance.now();
        let status = 0;
        try {
          const response = await next(request);
          status = response.status;
          span.add({ 'http.response.status_code': status });
          if (status >= 500) span.fail();
          return response;
        } finally {
          const seconds = (performance.now() - started) / 1000;
          telemetry.record('security_info.storage.duration', seconds, {
            table,
            method: request.method,
            status: status === 0 ? 'none' : `${Math.floor(status / 100)}xx`,
          });
        }
      });
    },
  };
}
