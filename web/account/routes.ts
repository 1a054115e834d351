import type { Route } from '../app/route.js';

export const accountRoutes: readonly Route[] = [];
