import { useSignalEffect } from '@preact/signals';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { reachable } from './connection.js';
import type { Outcome, Problem } from './problem.js';

export type Loaded<Value> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly problem: Problem }
  | { readonly state: 'ready'; readonly value: Value };

/**
 * What a page shows, fetched when it opens, and again when its holder comes back to it or the service can be reached again: a
 * contact may have been proven on another device meanwhile. What is shown stays while it is fetched anew.
 */
export function useLoaded<Value>(
  load: () => Promise<Outcome<Value>>,
): readonly [Loaded<Value>, () => Promise<void>] {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ state: 'loading' });
  const latest = useRef(load);
  latest.current = load;
  const turn = useRef(0);

  const reload = useCallback(async () => {
    const mine = ++turn.current;
    const outcome = await latest.current();
    if (mine !== turn.current) return;
    setLoaded((before) => {
      if (outcome.ok) return { state: 'ready', value: outcome.value };
      const passing = outcome.problem.code === 'offline' || outcome.problem.code === 'unavailable';
      return passing && before.state === 'ready' ? before : { state: 'failed', problem: outcome.problem };
    });
  }, []);

  useEffect(() => {
    void reload();
    const again = (): void => {
      if (document.visibilityState === 'visible') void reload();
    };
    window.addEventListener('focus', again);
    document.addEventListener('visibilitychange', again);
    return () => {
      turn.current++;
      window.removeEventListener('focus', again);
      document.removeEventListener('visibilitychange', again);
    };
  }, [reload]);

  const wasReachable = useRef(true);
  useSignalEffect(() => {
    const now = reachable.value;
    if (now && !wasReachable.current) void reload();
    wasReachable.current = now;
  });

  return [loaded, reload];
}
