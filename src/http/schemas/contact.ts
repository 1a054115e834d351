import { z } from 'zod';
import { time, typedText } from './primitives.js';

export const channel = z.enum(['email', 'phone']);
export const delivery = z.enum(['email', 'sms', 'call']);

export const maskedContact = z
  .strictObject({ id: z.string(), channel, masked: z.string() })
  .meta({ id: 'MaskedContact' });

/** `address` for an elevated session only. */
export const contact = z
  .strictObject({
    id: z.string(),
    channel,
    masked: z.string(),
    address: z.string().optional(),
    delivery,
    status: z.enum(['pending', 'active', 'retired', 'disabled']),
    addedAt: time,
    confirmedAt: time.optional(),
  })
  .meta({ id: 'Contact' });

/** A contact as somebody types it. */
export const newContact = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.literal('email'), address: typedText(512) }),
  z.strictObject({
    channel: z.literal('phone'),
    country: typedText(2).regex(/^[A-Za-z]{2}$/, 'must be an ISO 3166-1 alpha-2 code'),
    number: typedText(64),
    delivery: z.enum(['sms', 'call']),
  }),
]);
