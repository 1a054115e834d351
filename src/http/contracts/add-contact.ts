import { z } from 'zod';
import { defineContract } from '../contract.js';
import { challenge } from '../schemas/challenge.js';
import { contact, newContact } from '../schemas/contact.js';

export const addContactContract = defineContract({
  name: 'addContact',
  method: 'POST',
  path: 'security-info',
  summary: 'Name a contact; a code goes out to prove it',
  access: 'session',
  admits: ['confirmation'],
  body: newContact,
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
