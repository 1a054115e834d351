import { z } from 'zod';
import { defineContract } from '../contract.js';
import { time, typedText } from '../schemas/primitives.js';
import { protection } from '../schemas/protection.js';

export const signInContract = defineContract({
  name: 'signIn',
  method: 'POST',
  path: 'sign-in',
  summary: 'Sign in with a password',
  access: 'none',
  body: z.strictObject({
    signInName: typedText(254),
    password: typedText(1024),
    deviceToken: typedText(256).optional(),
  }),
  success: {
    status: 200,
    body: z.strictObject({
      outcome: z.literal('signed-in'),
      accessToken: z.string(),
      expiresAt: time,
      account: z.strictObject({ accountId: z.string() }),
      protection,
    }),
  },
  refusals: ['wrong-credentials', 'code-is-not-password'],
});
