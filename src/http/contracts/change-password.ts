import { z } from 'zod';
import { defineContract } from '../contract.js';
import { typedText } from '../schemas/primitives.js';

export const changePasswordContract = defineContract({
  name: 'changePassword',
  method: 'POST',
  path: 'password/change',
  summary: 'Set a new password; everybody is signed out',
  access: 'elevated',
  identity: 'embedded',
  body: z.strictObject({ currentPassword: typedText(1024), newPassword: typedText(1024) }),
  success: { status: 204 },
  refusals: [
    'step-up-required',
    'account-protected',
    'wrong-credentials',
    'code-is-not-password',
    'weak-password',
    'too-many-attempts',
  ],
});
