import { useEffect, useState } from 'preact/hooks';
import { serverNow } from './server-time.js';

/** Seconds until a time (RFC 3339), by the service's clock; 0 once it has passed. Ticks while it has not. */
export function useSecondsLeft(time: string): number {
  const [, tick] = useState(0);
  const left = Math.max(0, (Date.parse(time) - serverNow()) / 1_000);
  const isOver = left === 0;
  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(() => tick((count) => count + 1), 1_000);
    return () => clearInterval(timer);
  }, [isOver, time]);
  return left;
}
