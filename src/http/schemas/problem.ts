import { z } from 'zod';
import { problems, type ProblemCode } from '../problems.js';
import { maskedContact } from './contact.js';
import { time } from './primitives.js';

/** RFC 9457, with `code` as the stable key and facts beside it where they help. */
export const problemDetails = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
    errors: z.array(z.strictObject({ path: z.string(), code: z.string(), message: z.string() })).optional(),
    retryAfter: z.int().optional(),
    until: time.optional(),
    of: z.string().optional(),
    contacts: z.array(maskedContact).optional(),
    endsAt: time.optional(),
    attemptsRemaining: z.int().optional(),
    reason: z.string().optional(),
    deadline: time.optional(),
    limit: z.int().optional(),
    contact: maskedContact.optional(),
    sentAt: time.optional(),
    reference: z.string().optional(),
    challengeId: z.string().optional(),
    contactId: z.string().optional(),
  })
  .meta({ id: 'Problem' });
