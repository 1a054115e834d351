import { z } from 'zod';
import { defineContract } from '../contract.js';
import { EVEN_START } from '../even-time.js';
import { maskedContact } from '../schemas/contact.js';
import { typedText } from '../schemas/primitives.js';

export const startRecoveryContract = defineContract({
  name: 'startRecovery',
  method: 'POST',
  path: 'recovery',
  summary: 'Get back in: name the account, and choose where a code shall go',
  access: 'none',
  evenTime: EVEN_START,
  body: z.strictObject({ signInName: typedText(254) }),
  success: {
    status: 200,
    body: z.strictObject({ recoveryId: z.string(), contacts: z.array(maskedContact) }),
  },
  refusals: ['too-many-attempts'],
});
