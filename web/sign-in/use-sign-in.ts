import { useLocation } from 'wouter-preact';
import { api, ask, idempotent } from '../api/client.js';
import type { Outcome } from '../api/problem.js';
import { endSession } from '../api/session.js';
import type { SignedIn } from '../api/shapes.js';
import { useAction, type Action } from '../api/use-action.js';
import { followSignIn } from './follow-sign-in.js';

export interface Credentials {
  readonly signInName: string;
  readonly password: string;
}

type Before = (credentials: Credentials, key: string) => Promise<Outcome<unknown>>;

/**
 * Signs in, and goes where that leads.
 *
 * @param before what has to work first: signing up, a new password
 */
export function useSignIn(before?: Before): Action<Credentials> {
  const [, navigate] = useLocation();
  return useAction(
    async (credentials: Credentials, key) => {
      const first = await before?.(credentials, key);
      return first === undefined || first.ok ? signIn(credentials, key) : first;
    },
    (signedIn, { signInName }) => {
      if (followSignIn(signedIn, signInName)) return;
      endSession('ended');
      navigate('/sign-in/blocked');
    },
  );
}

function signIn(credentials: Credentials, key: string): Promise<Outcome<SignedIn>> {
  return ask(api.POST('/sign-in', { params: idempotent(key), body: credentials }));
}
