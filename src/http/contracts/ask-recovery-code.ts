import { z } from 'zod';
import type { ContactId } from '../../domain/identifiers.js';
import { defineContract } from '../contract.js';
import { EVEN_RECOVERY } from '../even-time.js';
import { delivery } from '../schemas/contact.js';
import { opaqueId, typedText } from '../schemas/primitives.js';
import { recoveryParams } from '../schemas/recovery.js';

export const askRecoveryCodeContract = defineContract({
  name: 'askRecoveryCode',
  method: 'POST',
  path: 'recovery/{recoveryId}/code',
  summary: 'Complete the hidden part of a contact, and have a code sent there',
  access: 'none',
  params: recoveryParams,
  evenTime: EVEN_RECOVERY,
  body: z.strictObject({
    contactId: opaqueId<ContactId>(),
    proof: typedText(512),
    delivery: delivery.optional(),
  }),
  success: { status: 202, body: z.strictObject({ challengeId: z.string() }) },
  refusals: ['too-many-attempts'],
});
