import { defineContract } from '../contract.js';
import { contactsLeft } from '../schemas/protection.js';
import { acknowledgement } from './remove-contact.js';

export const removeAllContactsContract = defineContract({
  name: 'removeAllContacts',
  method: 'DELETE',
  path: 'security-info',
  summary: 'Remove every contact',
  access: 'elevated',
  query: acknowledgement,
  success: { status: 200, body: contactsLeft },
  refusals: ['step-up-required', 'account-protected', 'not-found', 'last-contact'],
});
