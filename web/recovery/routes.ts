import type { Route } from '../app/route.js';
import { ChooseContact } from './choose-contact.js';
import { EnterCode } from './enter-code.js';
import { NoContact } from './no-contact.js';
import { SaveRecoveryCode } from './save-recovery-code.js';
import { SetNewPassword } from './set-new-password.js';
import { StartRecovery } from './start-recovery.js';
import { underWay } from './under-way.js';
import { UseRecoveryCode } from './use-recovery-code.js';

/** Where passwords are somebody else's, so is the way back in: that system asks for the proofs and gets the grant. */
const identity = 'embedded';

export const recoveryRoutes: readonly Route[] = [
  { path: '/recover', for: 'anybody', identity, Page: StartRecovery },
  { path: '/recover/contact', for: 'anybody', identity, Page: underWay(ChooseContact) },
  { path: '/recover/code', for: 'anybody', identity, Page: underWay(EnterCode) },
  { path: '/recover/recovery-code', for: 'anybody', identity, Page: underWay(UseRecoveryCode) },
  { path: '/recover/new-recovery-code', for: 'anybody', identity, Page: underWay(SaveRecoveryCode) },
  { path: '/recover/new-password', for: 'anybody', identity, Page: underWay(SetNewPassword) },
  { path: '/recover/none', for: 'anybody', identity, Page: NoContact },
];
