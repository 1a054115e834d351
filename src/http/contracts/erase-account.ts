import { z } from 'zod';
import { defineContract } from '../contract.js';

export const eraseAccountContract = defineContract({
  name: 'eraseAccount',
  method: 'DELETE',
  path: 'account',
  summary: 'Erase the account and everything kept about it',
  access: 'elevated',
  success: { status: 202, body: z.strictObject({}) },
  refusals: ['step-up-required', 'account-protected'],
});
