import type { Route } from '../app/route.js';

export const recoveryRoutes: readonly Route[] = [];
