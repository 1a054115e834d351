import { z } from 'zod';
import { defineContract } from '../contract.js';
import { EVEN_CHALLENGE } from '../even-time.js';
import { challengeParams } from '../schemas/challenge.js';
import { contact } from '../schemas/contact.js';
import { secondProof } from '../schemas/recovery.js';
import { typedText } from '../schemas/primitives.js';
import { protection } from '../schemas/protection.js';

export const verifyChallengeContract = defineContract({
  name: 'verifyChallenge',
  method: 'POST',
  path: 'challenges/{challengeId}/verify',
  summary: 'Enter the code',
  access: 'as-created',
  admits: ['confirmation', 'new-password', 'sign-in'],
  params: challengeParams,
  evenTime: EVEN_CHALLENGE,
  deviceCookie: true,
  body: z.strictObject({
    code: typedText(32),
    trustDevice: z.boolean().optional(),
    deviceName: typedText(64).optional(),
    deviceToken: typedText(256).optional(),
  }),
  success: {
    status: 200,
    body: z.strictObject({
      outcome: z.literal('verified'),
      contact,
      accessToken: z.string().optional(),
      recoveryGrant: z.string().optional(),
      /** REC-3: one proof was not enough; where another can come from. */
      needs: secondProof.optional(),
      deviceToken: z.string().optional(),
      protection: protection.optional(),
    }),
  },
  refusals: ['code-required', 'challenge-closed', 'wrong-code', 'code-superseded', 'too-many-attempts'],
});
