import { z } from 'zod';
import { defineContract } from '../contract.js';
import { EVEN_SIGN_IN } from '../even-time.js';
import { maskedContact } from '../schemas/contact.js';
import { time, typedText } from '../schemas/primitives.js';
import { confirmation, protection } from '../schemas/protection.js';

export const signInContract = defineContract({
  name: 'signIn',
  method: 'POST',
  path: 'sign-in',
  summary: 'Sign in with a password',
  access: 'none',
  evenTime: EVEN_SIGN_IN,
  deviceCookie: true,
  identity: 'embedded',
  body: z.strictObject({
    signInName: typedText(254),
    password: typedText(1024),
    deviceToken: typedText(256).optional(),
  }),
  success: {
    status: 200,
    body: z.discriminatedUnion('outcome', [
      z.strictObject({
        outcome: z.literal('signed-in'),
        accessToken: z.string(),
        expiresAt: time,
        account: z.strictObject({ accountId: z.string() }),
        protection,
        deviceToken: z.string().optional(),
      }),
      z.strictObject({
        outcome: z.literal('confirmation-required'),
        accessToken: z.string(),
        expiresAt: time,
        confirmation,
        canSkip: z.boolean(),
        contacts: z.array(maskedContact),
        deviceToken: z.string().optional(),
      }),
      z.strictObject({ outcome: z.literal('device-required') }),
      z.strictObject({
        outcome: z.literal('code-required'),
        signInToken: z.string(),
        expiresAt: time,
        contacts: z.array(maskedContact),
      }),
      z.strictObject({
        outcome: z.literal('new-password-required'),
        signInToken: z.string(),
        expiresAt: time,
        contacts: z.array(maskedContact),
      }),
    ]),
  },
  refusals: ['wrong-credentials', 'code-is-not-password', 'too-many-attempts'],
});
