import { z } from 'zod';
import { defineContract } from '../contract.js';

export const makeRecoveryCodeContract = defineContract({
  name: 'makeRecoveryCode',
  method: 'POST',
  path: 'recovery-code',
  summary: 'Make a recovery code to keep on paper; an older one is worth nothing then',
  access: 'elevated',
  success: { status: 201, body: z.strictObject({ recoveryCode: z.string() }) },
  refusals: ['step-up-required', 'account-protected'],
});
