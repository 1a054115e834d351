import { accountRoutes } from '../account/routes.js';
import { contactRoutes } from '../contacts/routes.js';
import { recoveryRoutes } from '../recovery/routes.js';
import { signInRoutes } from '../sign-in/routes.js';
import type { Session } from '../api/session.js';
import { setUp } from '../api/set-up.js';
import type { Route } from './route.js';

export const routes: readonly Route[] = [
  ...signInRoutes,
  ...contactRoutes,
  ...accountRoutes,
  ...recoveryRoutes,
].filter(({ identity }) => identity === undefined || identity === setUp.kind);

/** Where somebody belongs who may not see what they asked for. */
export function homeOf(session: Session | undefined): string {
  switch (session?.asks) {
    case undefined:
      return '/sign-in';
    case 'nothing':
      return '/';
    case 'code':
      return '/sign-in/code';
    case 'confirmation':
      return '/confirm';
    case 'new-password':
      return '/sign-in/new-password';
  }
}

export function mayShow(route: Route, session: Session | undefined): boolean {
  const audience = [route.for].flat();
  return audience.includes('anybody') || audience.includes(session?.asks ?? 'nobody');
}
