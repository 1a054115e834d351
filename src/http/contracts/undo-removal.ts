import { z } from 'zod';
import { defineContract } from '../contract.js';
import { contact } from '../schemas/contact.js';
import { linkBody } from './cancel-protection.js';

export const undoRemovalContract = defineContract({
  name: 'undoRemoval',
  method: 'POST',
  path: 'security-info/undo-removal',
  summary: 'Confirm the link of a notice: the removed contact comes back, every session ends',
  access: 'none',
  body: linkBody,
  success: { status: 200, body: z.strictObject({ contact }) },
  refusals: ['undo-closed'],
});
