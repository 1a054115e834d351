import type { Route } from '../app/route.js';
import { SignIn } from './sign-in.js';
import { SignUp } from './sign-up.js';

export const signInRoutes: readonly Route[] = [
  { path: '/sign-in', for: 'nobody', Page: SignIn },
  { path: '/sign-up', for: 'nobody', Page: SignUp },
];
