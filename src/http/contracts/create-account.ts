import { z } from 'zod';
import { defineContract } from '../contract.js';
import { localeTag, typedText } from '../schemas/primitives.js';

export const createAccountContract = defineContract({
  name: 'createAccount',
  method: 'POST',
  path: 'accounts',
  summary: 'Sign up',
  access: 'none',
  identity: 'embedded',
  body: z.strictObject({
    signInName: typedText(254).refine((name) => name.trim().length >= 3, 'must have at least 3 characters'),
    password: typedText(1024),
    locale: localeTag.optional(),
  }),
  success: { status: 201, body: z.strictObject({ accountId: z.string() }) },
  refusals: ['sign-in-name-taken', 'weak-password'],
});
