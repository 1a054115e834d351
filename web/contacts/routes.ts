import type { Route } from '../app/route.js';

export const contactRoutes: readonly Route[] = [];
