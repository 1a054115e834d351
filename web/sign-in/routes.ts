import { isOutside } from '../api/set-up.js';
import type { Route } from '../app/route.js';
import { SignInOutside } from '../outside/sign-in-outside.js';
import { Blocked } from './blocked.js';
import { Confirm } from './confirm.js';
import { EnterCode } from './enter-code.js';
import { NewPassword } from './new-password.js';
import { SignIn } from './sign-in.js';
import { SignUp } from './sign-up.js';

export const signInRoutes: readonly Route[] = [
  { path: '/sign-in', for: 'nobody', Page: isOutside ? SignInOutside : SignIn },
  { path: '/sign-up', for: 'nobody', identity: 'embedded', Page: SignUp },
  { path: '/sign-in/blocked', for: 'nobody', identity: 'embedded', Page: Blocked },
  { path: '/sign-in/code', for: 'code', identity: 'embedded', Page: EnterCode },
  { path: '/sign-in/new-password', for: 'new-password', identity: 'embedded', Page: NewPassword },
  { path: '/confirm', for: 'confirmation', identity: 'embedded', Page: Confirm },
];
