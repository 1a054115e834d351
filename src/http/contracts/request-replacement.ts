import { z } from 'zod';
import { defineContract } from '../contract.js';
import { challenge } from '../schemas/challenge.js';
import { contact, newContact } from '../schemas/contact.js';

export const requestReplacementContract = defineContract({
  name: 'requestReplacement',
  method: 'POST',
  path: 'replacement',
  summary:
    '"I don’t have any of these": name the contact that stands in for all others; proving it opens the window',
  access: 'session',
  admits: ['confirmation', 'new-password', 'sign-in'],
  body: newContact,
  success: { status: 201, body: z.strictObject({ contact, challenge }) },
  refusals: [
    'account-protected',
    'nothing-to-replace',
    'already-added',
    'too-many-contacts',
    'invalid-contact',
    'too-many-codes',
    'code-not-sent',
  ],
});
