import type { Route } from '../app/route.js';
import { AccountErased } from './account-erased.js';
import { AppPasswords } from './app-passwords.js';
import { ChangePassword } from './change-password.js';
import { DeleteAccount } from './delete-account.js';
import { RecentActivity } from './recent-activity.js';
import { RecoveryCode } from './recovery-code.js';
import { SignInOptions } from './sign-in-options.js';
import { TrustedDevices } from './trusted-devices.js';
import { TwoStep } from './two-step.js';
import { YourData } from './your-data.js';

export const accountRoutes: readonly Route[] = [
  { path: '/sign-in-options', for: 'nothing', Page: SignInOptions },
  { path: '/password', for: 'nothing', identity: 'embedded', Page: ChangePassword },
  { path: '/two-step', for: 'nothing', Page: TwoStep },
  { path: '/app-passwords', for: 'nothing', Page: AppPasswords },
  { path: '/recovery-code', for: 'nothing', Page: RecoveryCode },
  { path: '/devices', for: 'nothing', Page: TrustedDevices },
  { path: '/activity', for: 'nothing', Page: RecentActivity },
  { path: '/data', for: 'nothing', Page: YourData },
  { path: '/delete-account', for: 'nothing', Page: DeleteAccount },
  { path: '/erased', for: 'nobody', identity: 'embedded', Page: AccountErased },
];
