import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { api, ask } from '../api/client.js';
import type { Challenge } from '../api/shapes.js';

const LOOK_EVERY = 5_000;

/**
 * A challenge and what became of its message, looked at anew while it is open: the provider's reports come later (CODE-7).
 */
export function useChallenge(first: Challenge): readonly [Challenge, (next: Challenge) => void] {
  const [challenge, setChallenge] = useState(first);
  const turn = useRef(0);
  const { id, status } = challenge;
  useEffect(() => {
    if (status !== 'pending') return;
    let stopped = false;
    const look = async (): Promise<void> => {
      if (document.visibilityState !== 'visible') return;
      const mine = turn.current;
      const outcome = await ask(
        api.GET('/challenges/{challengeId}', { params: { path: { challengeId: id } } }),
      );
      // One that was asked before another code was sent shows the one before.
      if (!stopped && mine === turn.current && outcome.ok) setChallenge(outcome.value);
    };
    const timer = setInterval(() => void look(), LOOK_EVERY);
    return () => {
      stopped = true;
      clearInterval(timer);
    };
  }, [id, status]);
  const change = useCallback((next: Challenge) => {
    turn.current++;
    setChallenge(next);
  }, []);
  return [challenge, change];
}
