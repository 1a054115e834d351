import { z } from 'zod';
import { CHALLENGE_TICKET, OPAQUE_ID, type ChallengeId } from '../../domain/identifiers.js';
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

export const challenge = z
  .strictObject({
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
  })
  .meta({ id: 'Challenge' });

/** A challenge's id, or what a recovery gave in its place (REC-2). */
export const challengeParams = z.object({
  challengeId: z
    .string()
    .regex(
      new RegExp(`${OPAQUE_ID.source}|${CHALLENGE_TICKET.source}`),
      'is not an id',
    ) as unknown as z.ZodType<ChallengeId, string>,
});

/** Whoever has the ticket needs no token. */
export function isTicketed({ challengeId = '' }: Readonly<Record<string, string>>): boolean {
  return CHALLENGE_TICKET.test(challengeId);
}
