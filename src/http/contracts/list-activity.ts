import { z } from 'zod';
import { defineContract } from '../contract.js';
import { activityEntry } from '../schemas/activity.js';
import { typedText } from '../schemas/primitives.js';

export const listActivityContract = defineContract({
  name: 'listActivity',
  method: 'GET',
  path: 'activity',
  summary: 'What happened to the account, newest first',
  access: 'session',
  query: z.strictObject({ cursor: typedText(500).optional() }),
  success: {
    status: 200,
    body: z.strictObject({ events: z.array(activityEntry), next: z.string().optional() }),
  },
  refusals: [],
});
