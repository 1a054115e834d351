import { z } from 'zod';
import { defineContract } from '../contract.js';
import { time } from '../schemas/primitives.js';

export const listAppPasswordsContract = defineContract({
  name: 'listAppPasswords',
  method: 'GET',
  path: 'app-passwords',
  summary: 'The app passwords, the newest first; none of them can be shown again',
  access: 'session',
  success: {
    status: 200,
    body: z.strictObject({
      appPasswords: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          createdAt: time,
          lastUsedAt: time.optional(),
        }),
      ),
    }),
  },
  refusals: [],
});
