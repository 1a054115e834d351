import { z } from 'zod';
import { defineContract } from '../contract.js';
import { typedText } from '../schemas/primitives.js';

export const makeAppPasswordContract = defineContract({
  name: 'makeAppPassword',
  method: 'POST',
  path: 'app-passwords',
  summary: 'Make an app password for what can’t ask for a code; it is shown this once',
  access: 'elevated',
  body: z.strictObject({ name: typedText(64) }),
  success: {
    status: 201,
    body: z.strictObject({ id: z.string(), name: z.string(), appPassword: z.string() }),
  },
  refusals: ['step-up-required', 'account-protected', 'too-many-app-passwords'],
});
