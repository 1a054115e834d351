import type { Route } from '../app/route.js';
import { Blocked } from './blocked.js';
import { Confirm } from './confirm.js';
import { EnterCode } from './enter-code.js';
import { NewPassword } from './new-password.js';
import { SignIn } from './sign-in.js';
import { SignUp } from './sign-up.js';

export const signInRoutes: readonly Route[] = [
  { path: '/sign-in', for: 'nobody', Page: SignIn },
  { path: '/sign-up', for: 'nobody', Page: SignUp },
  { path: '/sign-in/blocked', for: 'nobody', Page: Blocked },
  { path: '/sign-in/code', for: 'code', Page: EnterCode },
  { path: '/sign-in/new-password', for: 'new-password', Page: NewPassword },
  { path: '/confirm', for: 'confirmation', Page: Confirm },
];
