import { z } from 'zod';
import type { ContactId } from '../../domain/identifiers.js';
import { defineContract } from '../contract.js';
import { challenge, purpose } from '../schemas/challenge.js';
import { delivery } from '../schemas/contact.js';
import { typedText } from '../schemas/primitives.js';

export const createChallengeContract = defineContract({
  name: 'createChallenge',
  method: 'POST',
  path: 'challenges',
  summary: 'Ask for a code at a contact',
  access: 'session',
  admits: ['confirmation', 'new-password', 'sign-in'],
  body: z.strictObject({
    // Any text: an id that is none of the account's is not found, whatever it looks like.
    contactId: typedText(128) as unknown as z.ZodType<ContactId, string>,
    purpose,
    delivery: delivery.optional(),
  }),
  success: { status: 201, body: challenge },
  refusals: [
    'account-protected',
    'new-password-required',
    'code-required',
    'not-found',
    'not-usable',
    'too-many-codes',
    'code-not-sent',
  ],
});
