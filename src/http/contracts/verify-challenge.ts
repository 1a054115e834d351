import { z } from 'zod';
import { defineContract } from '../contract.js';
import { contact } from '../schemas/contact.js';
import { typedText } from '../schemas/primitives.js';
import { protection } from '../schemas/protection.js';
import { challengeParams } from './get-challenge.js';

export const verifyChallengeContract = defineContract({
  name: 'verifyChallenge',
  method: 'POST',
  path: 'challenges/{challengeId}/verify',
  summary: 'Enter the code',
  access: 'session',
  admits: ['confirmation', 'new-password', 'sign-in'],
  params: challengeParams,
  body: z.strictObject({
    code: typedText(32),
    trustDevice: z.boolean().optional(),
    deviceName: typedText(64).optional(),
  }),
  success: {
    status: 200,
    body: z.strictObject({
      outcome: z.literal('verified'),
      contact,
      accessToken: z.string().optional(),
      recoveryGrant: z.string().optional(),
      deviceToken: z.string().optional(),
      protection: protection.optional(),
    }),
  },
  refusals: ['code-required', 'challenge-closed', 'wrong-code', 'code-superseded', 'too-many-attempts'],
});
