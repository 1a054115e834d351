import { z } from 'zod';
import { maskedContact } from './contact.js';
import { time } from './primitives.js';

/** RFC 9457, with `code` as the stable key and facts beside it where they help. */
export const problemDetails = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  code: z.string(),
  errors: z.array(z.strictObject({ path: z.string(), code: z.string(), message: z.string() })).optional(),
  retryAfter: z.int().optional(),
  until: time.optional(),
  of: z.string().optional(),
  contacts: z.array(maskedContact).optional(),
  endsAt: time.optional(),
  attemptsRemaining: z.int().optional(),
  reason: z.string().optional(),
});
