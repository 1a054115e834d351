import { z } from 'zod';
import { defineContract } from '../contract.js';
import { challenge } from '../schemas/challenge.js';
import { contact } from '../schemas/contact.js';
import { typedText } from '../schemas/primitives.js';

export const addContactContract = defineContract({
  name: 'addContact',
  method: 'POST',
  path: 'security-info',
  summary: 'Name a contact; a code goes out to prove it',
  access: 'session',
  body: z.discriminatedUnion('channel', [
    z.strictObject({ channel: z.literal('email'), address: typedText(512) }),
    z.strictObject({
      channel: z.literal('phone'),
      country: typedText(2).regex(/^[A-Za-z]{2}$/, 'must be an ISO 3166-1 alpha-2 code'),
      number: typedText(64),
      delivery: z.enum(['sms', 'call']),
    }),
  ]),
  success: {
    status: 201,
    body: z.strictObject({
      contact,
      challenge,
      hints: z.array(
        z.strictObject({ code: z.string(), message: z.string(), suggestion: z.string().optional() }),
      ),
    }),
  },
  refusals: [
    'step-up-required',
    'account-protected',
    'already-added',
    'too-many-contacts',
    'invalid-contact',
    'too-many-codes',
    'code-not-sent',
  ],
});
