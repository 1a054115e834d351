import { z } from 'zod';
import { defineContract } from '../contract.js';
import { EVEN_CHALLENGE } from '../even-time.js';
import { challenge, challengeParams } from '../schemas/challenge.js';
import { delivery } from '../schemas/contact.js';

export const resendChallengeContract = defineContract({
  name: 'resendChallenge',
  method: 'POST',
  path: 'challenges/{challengeId}/resend',
  summary: 'Send another code; the older ones are worth nothing then',
  access: 'as-created',
  admits: ['confirmation', 'new-password', 'sign-in'],
  params: challengeParams,
  evenTime: EVEN_CHALLENGE,
  body: z.strictObject({ delivery: delivery.optional() }).optional(),
  success: { status: 200, body: challenge },
  refusals: ['challenge-closed', 'resend-too-soon', 'too-many-codes', 'not-usable', 'code-not-sent'],
});
