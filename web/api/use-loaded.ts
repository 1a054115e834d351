import { signal, useSignalEffect } from '@preact/signals';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { reachable } from './connection.js';
import { isOutage, type Outcome, type Problem } from './problem.js';

export type Loaded<Value> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly problem: Problem }
  | { readonly state: 'ready'; readonly value: Value };

const elsewhere = signal(0);

/** Has the page there is fetch what it shows: something was done that it can't know of, by one that was left. */
export function loadAnew(): void {
  elsewhere.value = elsewhere.peek() + 1;
}

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
      return isOutage(outcome.problem) && before.state === 'ready'
        ? before
        : { state: 'failed', problem: outcome.problem };
    });
  }, []);

  useEffect(() => {
    void reload();
    const forget = whenBack(() => void reload());
    return () => {
      turn.current++;
      forget();
    };
  }, [reload]);

  const wasReachable = useRef(true);
  const known = useRef(elsewhere.peek());
  useSignalEffect(() => {
    const [now, done] = [reachable.value, elsewhere.value];
    if ((now && !wasReachable.current) || done !== known.current) void reload();
    wasReachable.current = now;
    known.current = done;
  });

  return [loaded, reload];
}

/** Once each time that its holder comes back to the page: a browser may tell so twice, of its window and of its tab. */
function whenBack(act: () => void): () => void {
  let isAway = !document.hasFocus();
  const look = ({ type }: Event): void => {
    const isHere = type !== 'blur' && document.visibilityState === 'visible';
    if (isHere && isAway) act();
    isAway = !isHere;
  };
  for (const change of ['blur', 'focus']) window.addEventListener(change, look);
  document.addEventListener('visibilitychange', look);
  return () => {
    for (const change of ['blur', 'focus']) window.removeEventListener(change, look);
    document.removeEventListener('visibilitychange', look);
  };
}
