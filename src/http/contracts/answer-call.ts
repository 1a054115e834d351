import { z } from 'zod';
import { defineContract } from '../contract.js';

export const answerCallContract = defineContract({
  name: 'answerCall',
  method: 'POST',
  path: 'calls/events',
  summary: 'What the provider says of a call we made (CloudEvents)',
  access: 'none',
  query: z.object({ ticket: z.string().min(1).max(2048) }),
  body: z.array(z.unknown()).max(100),
  success: { status: 200, body: z.strictObject({}) },
  refusals: ['unauthenticated'],
});
