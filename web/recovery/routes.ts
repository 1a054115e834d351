import type { Route } from '../app/route.js';
import { ChooseContact } from './choose-contact.js';
import { EnterCode } from './enter-code.js';
import { NoContact } from './no-contact.js';
import { SaveRecoveryCode } from './save-recovery-code.js';
import { SetNewPassword } from './set-new-password.js';
import { StartRecovery } from './start-recovery.js';
import { underWay } from './under-way.js';
import { UseRecoveryCode } from './use-recovery-code.js';

export const recoveryRoutes: readonly Route[] = [
  { path: '/recover', for: 'anybody', Page: StartRecovery },
  { path: '/recover/contact', for: 'anybody', Page: underWay(ChooseContact) },
  { path: '/recover/code', for: 'anybody', Page: underWay(EnterCode) },
  { path: '/recover/recovery-code', for: 'anybody', Page: underWay(UseRecoveryCode) },
  { path: '/recover/new-recovery-code', for: 'anybody', Page: underWay(SaveRecoveryCode) },
  { path: '/recover/new-password', for: 'anybody', Page: underWay(SetNewPassword) },
  { path: '/recover/none', for: 'anybody', Page: NoContact },
];
