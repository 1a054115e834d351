import type { Contract } from './contract.js';
import { addContactContract } from './contracts/add-contact.js';
import { answerCallContract } from './contracts/answer-call.js';
import { askRecoveryCodeContract } from './contracts/ask-recovery-code.js';
import { cancelProtectionContract } from './contracts/cancel-protection.js';
import { changePasswordContract } from './contracts/change-password.js';
import { createAccountContract } from './contracts/create-account.js';
import { createChallengeContract } from './contracts/create-challenge.js';
import { deliveryReportsContract } from './contracts/delivery-reports.js';
import { eraseAccountContract } from './contracts/erase-account.js';
import { exportAccountContract } from './contracts/export-account.js';
import { getChallengeContract } from './contracts/get-challenge.js';
import { getHealthContract } from './contracts/get-health.js';
import { getJwksContract } from './contracts/get-jwks.js';
import { listActivityContract } from './contracts/list-activity.js';
import { listCountriesContract } from './contracts/list-countries.js';
import { listSecurityInfoContract } from './contracts/list-security-info.js';
import { gateOperationContract } from './contracts/gate-operation.js';
import { gateSignInContract } from './contracts/gate-sign-in.js';
import { listAppPasswordsContract } from './contracts/list-app-passwords.js';
import { listTrustedDevicesContract } from './contracts/list-trusted-devices.js';
import { makeRecoveryCodeContract } from './contracts/make-recovery-code.js';
import { removeAllContactsContract } from './contracts/remove-all-contacts.js';
import { removeContactContract } from './contracts/remove-contact.js';
import { repudiatePasswordContract } from './contracts/repudiate-password.js';
import { requestReplacementContract } from './contracts/request-replacement.js';
import { resendChallengeContract } from './contracts/resend-challenge.js';
import { resetPasswordContract } from './contracts/reset-password.js';
import { setTwoStepVerificationContract } from './contracts/set-two-step-verification.js';
import { makeAppPasswordContract } from './contracts/make-app-password.js';
import { revokeAppPasswordContract } from './contracts/revoke-app-password.js';
import { revokeTrustedDeviceContract } from './contracts/revoke-trusted-device.js';
import { signInAppContract } from './contracts/sign-in-app.js';
import { signInContract } from './contracts/sign-in.js';
import { signOutContract } from './contracts/sign-out.js';
import { skipConfirmationContract } from './contracts/skip-confirmation.js';
import { takeRecoveryGrantContract } from './contracts/take-recovery-grant.js';
import { startRecoveryContract } from './contracts/start-recovery.js';
import { undoRemovalContract } from './contracts/undo-removal.js';
import { useRecoveryCodeContract } from './contracts/use-recovery-code.js';
import { verifyChallengeContract } from './contracts/verify-challenge.js';

/** Every route, in the order the documentation shows them. */
export const allContracts = [
  createAccountContract,
  signInContract,
  signInAppContract,
  skipConfirmationContract,
  startRecoveryContract,
  askRecoveryCodeContract,
  useRecoveryCodeContract,
  makeRecoveryCodeContract,
  resetPasswordContract,
  changePasswordContract,
  repudiatePasswordContract,
  signOutContract,
  listSecurityInfoContract,
  addContactContract,
  removeContactContract,
  removeAllContactsContract,
  undoRemovalContract,
  requestReplacementContract,
  cancelProtectionContract,
  createChallengeContract,
  getChallengeContract,
  resendChallengeContract,
  verifyChallengeContract,
  setTwoStepVerificationContract,
  listTrustedDevicesContract,
  revokeTrustedDeviceContract,
  listAppPasswordsContract,
  makeAppPasswordContract,
  revokeAppPasswordContract,
  gateSignInContract,
  gateOperationContract,
  takeRecoveryGrantContract,
  listActivityContract,
  exportAccountContract,
  eraseAccountContract,
  listCountriesContract,
  getJwksContract,
  getHealthContract,
  answerCallContract,
  deliveryReportsContract,
] as readonly unknown[] as readonly Contract[];
