import type { TokenCredential } from '@azure/identity';
import { TableClient, TableServiceClient } from '@azure/data-tables';
import type { Telemetry } from '../../ports/telemetry.js';
import { Unavailable } from '../../ports/unavailable.js';
import { fieldOf, statusOf } from '../azure/status-of.js';
import { storageSpanPolicy } from '../telemetry/storage-span.js';
import { roundTripPolicy } from './round-trips.js';

/** Where tables are: a connection string (or `UseDevelopmentStorage=true`), or an account that knows who asks. */
export type TableService = (
  { readonly connectionString: string } | { readonly endpoint: string; readonly credential: TokenCredential }
) & { readonly telemetry?: Telemetry };

/** What the setting says of it: who asks is another matter. */
export type TableAddress = { readonly connectionString: string } | { readonly endpoint: string };

/** An https address alone is an account's table endpoint; everything else a connection string. */
export function parseTableAddress(text: string): TableAddress | undefined {
  if (!/^https?:/i.test(text)) return { connectionString: text };
  return /^https:\/\/[^/?#@]+\/?$/i.test(text) ? { endpoint: text.replace(/\/$/, '') } : undefined;
}

/** Retries stay short: somebody waits. What outlives them is an outage. */
const RETRIES = {
  maxRetries: 2,
  retryDelayInMs: 100,
  maxRetryDelayInMs: 400,
};

/** Opens a table, made when it isn't there yet. */
export async function openTable(service: TableService, name: string): Promise<TableClient> {
  const { telemetry } = service;
  const table = tableClient(service, name);
  await reaching('storage', () => table.createTable());
  table.pipeline.addPolicy(roundTripPolicy(name), { phase: 'Retry' });
  if (telemetry !== undefined) {
    table.pipeline.addPolicy(storageSpanPolicy(telemetry, name), { phase: 'Retry' });
  }
  return table;
}

/** The SDK's own logs and spans: they show addresses of rows, and those hold account ids (PRV-2). Ours show tables. */
const TELLING_POLICIES = ['logPolicy', 'tracingPolicy'];

/** Asks nobody yet. */
export function tableClient(service: TableService, name: string, retryOptions = RETRIES): TableClient {
  const table =
    'endpoint' in service
      ? new TableClient(service.endpoint, name, service.credential, { retryOptions })
      : TableClient.fromConnectionString(service.connectionString, name, {
          allowInsecureConnection: isLoopback(service.connectionString),
          retryOptions,
        });
  for (const policy of TELLING_POLICIES) table.pipeline.removePolicy({ name: policy });
  return table;
}

export async function tableNames(service: TableService): Promise<readonly string[]> {
  const client =
    'endpoint' in service
      ? new TableServiceClient(service.endpoint, service.credential)
      : TableServiceClient.fromConnectionString(service.connectionString, {
          allowInsecureConnection: isLoopback(service.connectionString),
        });
  const names: string[] = [];
  for await (const { name } of client.listTables()) if (name !== undefined) names.push(name);
  return names;
}

/** Plain http is for the emulator on this machine and nothing else. */
function isLoopback(connectionString: string): boolean {
  const endpoint = /TableEndpoint=(http:\/\/[^;]+)/i.exec(connectionString)?.[1];
  if (endpoint === undefined) return false;
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(endpoint).hostname);
}

/** Runs a storage call; what the service did not get to answer is `Unavailable`. The cause keeps a status, no content. */
export async function reaching<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const status = statusOf(error);
    if (status !== undefined && status < 500 && status !== 408 && status !== 429) throw error;
    if (status === undefined && !isNetworkError(error)) throw error;
    throw new Unavailable(what, { retryAfterSeconds: 5, cause: new Error(`status ${status ?? 'none'}`) });
  }
}

/** An identity that gets no token is no fault of the request's, either. */
const OUTAGES = ['RestError', 'CredentialUnavailableError', 'AuthenticationError'];

function isNetworkError(error: unknown): boolean {
  const code = fieldOf(error, 'code');
  const name = fieldOf(error, 'name');
  return (
    (typeof name === 'string' && OUTAGES.includes(name)) || (typeof code === 'string' && code.startsWith('E'))
  );
}
