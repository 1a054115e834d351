import { z } from 'zod';
import { OPERATIONS } from '../../domain/operation-gate.js';
import { defineContract } from '../contract.js';
import { time, typedText } from '../schemas/primitives.js';
import { accountId } from './gate-sign-in.js';

export const gateOperationContract = defineContract({
  name: 'gateOperation',
  method: 'POST',
  path: 'gate/operation',
  summary: 'For other systems: may this operation go on?',
  access: 'service',
  body: z.strictObject({
    accountId,
    operation: z.enum(OPERATIONS),
    deviceToken: typedText(256).optional(),
    appPassword: typedText(1024).optional(),
  }),
  success: {
    status: 200,
    body: z.strictObject({
      allowed: z.boolean(),
      reason: z
        .enum(['account-protected', 'device-required', 'app-password-not-enough', 'wrong-app-password'])
        .optional(),
      until: time.optional(),
    }),
  },
  refusals: ['not-found'],
});
