import { z } from 'zod';
import { defineContract } from '../contract.js';
import { challenge } from '../schemas/challenge.js';
import { delivery } from '../schemas/contact.js';
import { challengeParams } from './get-challenge.js';

export const resendChallengeContract = defineContract({
  name: 'resendChallenge',
  method: 'POST',
  path: 'challenges/{challengeId}/resend',
  summary: 'Send another code; the older ones are worth nothing then',
  access: 'session',
  admits: ['confirmation', 'new-password', 'sign-in'],
  params: challengeParams,
  body: z.strictObject({ delivery: delivery.optional() }).optional(),
  success: { status: 200, body: challenge },
  refusals: ['challenge-closed', 'resend-too-soon', 'too-many-codes', 'not-usable', 'code-not-sent'],
});
