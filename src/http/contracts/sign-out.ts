import { defineContract } from '../contract.js';

export const signOutContract = defineContract({
  name: 'signOut',
  method: 'POST',
  path: 'sign-out',
  summary: 'End the session',
  access: 'session',
  identity: 'embedded',
  admits: ['confirmation', 'new-password', 'sign-in'],
  success: { status: 204 },
  refusals: [],
});
