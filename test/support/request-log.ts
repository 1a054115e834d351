import type { LocalHost } from './start-host.js';

/** Requests to storage, by table. */
export type StorageRequests = Readonly<Record<string, number>>;

/** What each answer of a route took of storage so far, as the log tells it, the newest last. */
export async function storageRequests(host: LocalHost, route: string): Promise<readonly StorageRequests[]> {
  const lines = (await host.logsSoFar()).split('\n').filter((line) => line.includes(`"route":"${route}"`));
  return lines.map(
    (line) => (JSON.parse(line.slice(line.indexOf('{'))) as { storage: StorageRequests }).storage,
  );
}

/** The same of the newest answer. */
export async function newestStorageRequests(host: LocalHost, route: string): Promise<StorageRequests> {
  return (await storageRequests(host, route)).at(-1) ?? {};
}
