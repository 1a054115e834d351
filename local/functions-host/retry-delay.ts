import type { RetryOptions, RpcDuration } from './core-module.js';

/** Milliseconds before another attempt: always the same, or doubling between two bounds. */
export function retryDelay(
  { delayInterval, maximumInterval, minimumInterval, retryStrategy }: RetryOptions,
  failed: number,
): number {
  if (retryStrategy !== 'exponentialBackoff') return milliseconds(delayInterval, 0);
  const least = milliseconds(minimumInterval, 1000);
  const most = milliseconds(maximumInterval, 60_000);
  return Math.min(most, least * 2 ** (failed - 1));
}

function milliseconds(duration: RpcDuration | undefined, otherwise: number): number {
  return duration?.seconds === undefined ? otherwise : duration.seconds * 1000;
}
