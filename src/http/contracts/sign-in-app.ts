import { z } from 'zod';
import { defineContract } from '../contract.js';
import { EVEN_SIGN_IN } from '../even-time.js';
import { time, typedText } from '../schemas/primitives.js';

export const signInAppContract = defineContract({
  name: 'signInApp',
  method: 'POST',
  path: 'sign-in/app',
  summary: 'Sign in an app with an app password: a token for other systems, with scope "services"',
  access: 'none',
  identity: 'embedded',
  evenTime: EVEN_SIGN_IN,
  body: z.strictObject({ signInName: typedText(254), appPassword: typedText(1024) }),
  success: { status: 200, body: z.strictObject({ accessToken: z.string(), expiresAt: time }) },
  refusals: ['wrong-credentials', 'code-is-not-password', 'too-many-attempts'],
});
