import { z } from 'zod';
import { defineContract } from '../contract.js';
import { maskedContact } from '../schemas/contact.js';
import { linkBody } from './cancel-protection.js';

export const repudiatePasswordContract = defineContract({
  name: 'repudiatePassword',
  method: 'POST',
  path: 'password/repudiate',
  summary: 'Confirm the link of a notice: the new password is undone, a fresh recovery begins',
  access: 'none',
  body: linkBody,
  success: {
    status: 200,
    body: z.strictObject({ recoveryId: z.string().optional(), contacts: z.array(maskedContact).optional() }),
  },
  refusals: ['repudiation-closed'],
});
