import { z } from 'zod';
import { defineContract } from '../contract.js';

export const getHealthContract = defineContract({
  name: 'getHealth',
  method: 'GET',
  path: 'health',
  summary: 'Whether the service can do its work',
  access: 'none',
  success: {
    status: 200,
    body: z.strictObject({
      status: z.literal('ok'),
      parts: z.array(z.strictObject({ name: z.string(), ok: z.boolean() })),
    }),
  },
  refusals: [],
});
