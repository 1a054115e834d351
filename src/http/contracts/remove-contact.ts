import { z } from 'zod';
import type { ContactId } from '../../domain/identifiers.js';
import { defineContract } from '../contract.js';
import { opaqueId } from '../schemas/primitives.js';
import { contactsLeft } from '../schemas/protection.js';

/** `acknowledge=protection-window`: the holder knows what removing the last contact starts. */
export const acknowledgement = z.object({ acknowledge: z.literal('protection-window').optional() });

export const removeContactContract = defineContract({
  name: 'removeContact',
  method: 'DELETE',
  path: 'security-info/{contactId}',
  summary: 'Remove one contact',
  access: 'elevated',
  params: z.object({ contactId: opaqueId<ContactId>() }),
  query: acknowledgement,
  success: { status: 200, body: contactsLeft },
  refusals: ['step-up-required', 'account-protected', 'not-found', 'last-contact'],
});
