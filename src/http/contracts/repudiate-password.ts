import { defineContract } from '../contract.js';
import { linkBody } from './cancel-protection.js';

export const repudiatePasswordContract = defineContract({
  name: 'repudiatePassword',
  method: 'POST',
  path: 'password/repudiate',
  summary: 'Confirm the link of a notice: the new password is undone, everybody is signed out',
  access: 'none',
  body: linkBody,
  success: { status: 204 },
  refusals: ['repudiation-closed'],
});
