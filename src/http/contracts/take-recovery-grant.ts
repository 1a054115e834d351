import { z } from 'zod';
import { defineContract } from '../contract.js';
import { typedText } from '../schemas/primitives.js';

export const takeRecoveryGrantContract = defineContract({
  name: 'takeRecoveryGrant',
  method: 'POST',
  path: 'gate/recovery-grant',
  summary: 'Take a recovery grant, to set a new password in a system of its own',
  access: 'service',
  body: z.strictObject({ recoveryGrant: typedText(4096) }),
  success: { status: 200, body: z.strictObject({ accountId: z.string() }) },
  refusals: ['grant-invalid', 'account-protected'],
});
