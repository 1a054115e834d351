import { z } from 'zod';
import type { AccountId } from '../../domain/identifiers.js';
import { defineContract } from '../contract.js';
import { maskedContact } from '../schemas/contact.js';
import { timeSaid, typedText } from '../schemas/primitives.js';
import { confirmation, protection } from '../schemas/protection.js';

/** As the account system knows it. */
export const accountId = typedText(255) as unknown as z.ZodType<AccountId, string>;

export const gateSignInContract = defineContract({
  name: 'gateSignIn',
  method: 'POST',
  path: 'gate/sign-in',
  summary: 'For account systems: the password was right; may this sign-in go on?',
  access: 'service',
  body: z.strictObject({
    accountId,
    deviceToken: typedText(256).optional(),
    lastSignInAt: timeSaid.optional(),
    signInProof: typedText(4096).optional(),
  }),
  success: {
    status: 200,
    body: z.discriminatedUnion('outcome', [
      z.strictObject({
        outcome: z.literal('signed-in'),
        account: z.strictObject({ accountId: z.string() }),
        protection,
      }),
      z.strictObject({
        outcome: z.literal('confirmation-required'),
        confirmation,
        canSkip: z.boolean(),
        contacts: z.array(maskedContact),
      }),
      z.strictObject({ outcome: z.literal('code-required'), contacts: z.array(maskedContact) }),
      z.strictObject({ outcome: z.literal('device-required') }),
      z.strictObject({ outcome: z.literal('new-password-required'), contacts: z.array(maskedContact) }),
    ]),
  },
  refusals: ['not-found'],
});
