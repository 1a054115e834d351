import { z } from 'zod';
import { defineContract } from '../contract.js';

const enabled = z.strictObject({ enabled: z.boolean() });

export const setTwoStepVerificationContract = defineContract({
  name: 'setTwoStepVerification',
  method: 'PUT',
  path: 'two-step-verification',
  summary: 'Turn on or off that sign-in asks for a code after the password; off, trusted devices go',
  access: 'elevated',
  body: enabled,
  success: { status: 200, body: enabled },
  refusals: ['step-up-required', 'account-protected', 'no-usable-contact'],
});
