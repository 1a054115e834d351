import { z } from 'zod';
import { defineContract } from '../contract.js';
import { EVEN_SAVED_CODE } from '../even-time.js';
import { typedText } from '../schemas/primitives.js';
import { recoveryParams, secondProof } from '../schemas/recovery.js';

export const useRecoveryCodeContract = defineContract({
  name: 'useRecoveryCode',
  method: 'POST',
  path: 'recovery/{recoveryId}/recovery-code',
  summary: 'Get back in with the recovery code that was kept on paper; a new one comes in its place',
  access: 'none',
  params: recoveryParams,
  evenTime: EVEN_SAVED_CODE,
  deviceCookie: true,
  body: z.strictObject({ recoveryCode: typedText(128), deviceToken: typedText(256).optional() }),
  success: {
    status: 200,
    body: z.strictObject({
      recoveryGrant: z.string().optional(),
      recoveryCode: z.string(),
      /** REC-3, STD-1: one proof was not enough; where another can come from. */
      needs: secondProof.optional(),
    }),
  },
  refusals: ['wrong-code', 'too-many-attempts'],
});
