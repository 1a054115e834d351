import { TableClient } from '@azure/data-tables';
import type { Telemetry } from '../../ports/telemetry.js';
import { Unavailable } from '../../ports/unavailable.js';
import { storageSpanPolicy } from '../telemetry/storage-span.js';
import { roundTripPolicy } from './round-trips.js';

/** Where tables are: a connection string, or `UseDevelopmentStorage=true`. */
export interface TableService {
  readonly connectionString: string;
  readonly telemetry?: Telemetry;
}

/** Retries stay short: somebody waits. What outlives them is an outage. */
const RETRIES = {
  maxRetries: 2,
  retryDelayInMs: 100,
  maxRetryDelayInMs: 400,
};

/** Opens a table, made when it isn't there yet. */
export async function openTable(
  { connectionString, telemetry }: TableService,
  name: string,
): Promise<TableClient> {
  const table = TableClient.fromConnectionString(connectionString, name, {
    allowInsecureConnection: isLoopback(connectionString),
    retryOptions: RETRIES,
  });
  await reaching('storage', () => table.createTable());
  table.pipeline.addPolicy(roundTripPolicy(name), { phase: 'Retry' });
  if (telemetry !== undefined) {
    table.pipeline.addPolicy(storageSpanPolicy(telemetry, name), { phase: 'Retry' });
  }
  return table;
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

/** By status, not by class: two copies of the SDK have two classes. */
export function statusOf(error: unknown): number | undefined {
  const status = field(error, 'statusCode');
  return typeof status === 'number' ? status : undefined;
}

function isNetworkError(error: unknown): boolean {
  const code = field(error, 'code');
  return field(error, 'name') === 'RestError' || (typeof code === 'string' && code.startsWith('E'));
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
