import { useLocation } from 'wouter-preact';
import { api, ask, idempotent } from '../api/client.js';
import { endSession } from '../api/session.js';
import { useAction, type Action } from '../api/use-action.js';

/**
 * PRV-3: erases what is kept of whoever is signed in, and ends their session.
 *
 * @param place the page that says so
 */
export function useErasing(place: '/erased' | '/sign-in'): Action<undefined> {
  const [, navigate] = useLocation();
  return useAction(
    (_: undefined, key) => ask(api.DELETE('/account', { params: idempotent(key) })),
    () => {
      navigate(place, { replace: true });
      endSession('erased');
    },
  );
}
