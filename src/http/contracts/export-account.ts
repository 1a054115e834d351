import { z } from 'zod';
import { defineContract } from '../contract.js';
import { activityEntry } from '../schemas/activity.js';
import { purpose } from '../schemas/challenge.js';
import { contact, delivery } from '../schemas/contact.js';
import { time } from '../schemas/primitives.js';
import { confirmation, protection } from '../schemas/protection.js';

const count = z.int().nonnegative();

export const exportAccountContract = defineContract({
  name: 'exportAccount',
  method: 'GET',
  path: 'account/export',
  summary: 'Everything that is kept about the account',
  access: 'elevated',
  success: {
    status: 200,
    headers: { 'Content-Disposition': 'attachment; filename="security-info.json"' },
    body: z.strictObject({
      exportedAt: time,
      accountId: z.string(),
      signInName: z.string().optional(),
      locale: z.string(),
      createdAt: time,
      lastSignInAt: time.optional(),
      lastConfirmedAt: time.optional(),
      newPasswordRequired: z.boolean(),
      protection,
      confirmation,
      twoStepVerification: z.boolean(),
      contacts: z.array(
        contact.extend({
          status: z.enum(['pending', 'active', 'retired', 'disabled', 'removed']),
          keptUntil: time.optional(),
        }),
      ),
      challenges: z.array(
        z.strictObject({
          purpose,
          contactId: z.string(),
          delivery,
          sentTimes: z.array(time),
          status: z.enum(['pending', 'verified', 'expired', 'exhausted']),
          wrongTries: count,
        }),
      ),
      codeCounts: z.array(
        z.strictObject({ contactId: z.string().optional(), wrongInARow: count, wrongInADay: count }),
      ),
      sessions: z.array(z.strictObject({ createdAt: time, expiresAt: time })),
      trustedDevices: z.array(
        z.strictObject({ name: z.string().optional(), trustedAt: time, lastUsedAt: time }),
      ),
      appPasswords: z.array(
        z.strictObject({ name: z.string(), createdAt: time, lastUsedAt: time.optional() }),
      ),
      recoveryCode: z.strictObject({ createdAt: time }).optional(),
      activity: z.array(activityEntry),
    }),
  },
  refusals: ['step-up-required', 'account-protected'],
});
