import { z } from 'zod';
import { defineContract } from '../contract.js';
import { typedText } from '../schemas/primitives.js';

export const resetPasswordContract = defineContract({
  name: 'resetPassword',
  method: 'POST',
  path: 'password/reset',
  summary: 'Set a new password with a recovery grant',
  access: 'none',
  identity: 'embedded',
  body: z.strictObject({ recoveryGrant: typedText(4096), newPassword: typedText(1024) }),
  success: { status: 204 },
  refusals: ['grant-invalid', 'account-protected', 'weak-password'],
});
