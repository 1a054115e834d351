import type { Route } from '../app/route.js';

export const signInRoutes: readonly Route[] = [];
