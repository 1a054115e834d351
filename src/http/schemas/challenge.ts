import { z } from 'zod';
import { DELIVERY_FAILURES } from '../../domain/delivery-failure.js';
import { delivery, maskedContact } from './contact.js';
import { time } from './primitives.js';

export const purpose = z.enum([
  'add-contact',
  'step-up',
  'sign-in',
  'confirm',
  'recover',
  'cancel-protection',
]);

export const challenge = z.strictObject({
  id: z.string(),
  purpose,
  contact: maskedContact,
  delivery,
  status: z.enum(['pending', 'verified', 'expired', 'exhausted']),
  expiresAt: time,
  resendAfter: time,
  sendsRemaining: z.int().nonnegative(),
  attemptsRemaining: z.int().nonnegative(),
  /** The short name of the newest code, shown in its message too. */
  reference: z.string(),
  sentAt: time,
  deliveryStatus: z.enum(['queued', 'sent', 'delivered', 'failed']),
  deliveryFailure: z.enum(DELIVERY_FAILURES).optional(),
  help: z.array(z.strictObject({ code: z.string(), text: z.string() })),
});
