import { z } from 'zod';
import { defineContract } from '../contract.js';
import { typedText } from '../schemas/primitives.js';
import { protection } from '../schemas/protection.js';

/** What a notice's link carries behind its #. */
export const linkBody = z.strictObject({ token: typedText(1024) });

export const cancelProtectionContract = defineContract({
  name: 'cancelProtection',
  method: 'POST',
  path: 'protection/cancel',
  summary: 'Confirm the link of a notice: every contact comes back',
  access: 'none',
  body: linkBody,
  success: { status: 200, body: z.strictObject({ protection }) },
  refusals: ['window-closed'],
});
