import { z } from 'zod';
import { time } from './primitives.js';

export const channel = z.enum(['email', 'phone']);
export const delivery = z.enum(['email', 'sms', 'call']);

export const maskedContact = z.strictObject({ id: z.string(), channel, masked: z.string() });

/** `address` for an elevated session only. */
export const contact = z.strictObject({
  id: z.string(),
  channel,
  masked: z.string(),
  address: z.string().optional(),
  delivery,
  status: z.enum(['pending', 'active', 'retired', 'disabled']),
  addedAt: time,
  confirmedAt: time.optional(),
});
