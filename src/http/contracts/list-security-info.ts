import { z } from 'zod';
import { defineContract } from '../contract.js';
import { contact } from '../schemas/contact.js';
import { confirmation, protection } from '../schemas/protection.js';

export const listSecurityInfoContract = defineContract({
  name: 'listSecurityInfo',
  method: 'GET',
  path: 'security-info',
  summary: 'The account’s security info and where it stands',
  access: 'session',
  admits: ['confirmation'],
  success: {
    status: 200,
    body: z.strictObject({
      contacts: z.array(contact),
      protection,
      confirmation,
      twoStepVerification: z.boolean(),
    }),
  },
  refusals: [],
});
