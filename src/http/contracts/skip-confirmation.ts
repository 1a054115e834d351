import { z } from 'zod';
import { defineContract } from '../contract.js';
import { confirmation } from '../schemas/protection.js';

export const skipConfirmationContract = defineContract({
  name: 'skipConfirmation',
  method: 'POST',
  path: 'confirmation/skip',
  summary: 'Not now: a day without being asked, at most until the deadline',
  access: 'session',
  admits: ['confirmation'],
  success: { status: 200, body: z.strictObject({ confirmation, accessToken: z.string() }) },
  refusals: ['deadline-passed', 'nothing-to-skip'],
});
