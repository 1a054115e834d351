import { z } from 'zod';
import { contact } from './contact.js';
import { time } from './primitives.js';

export const protectionReason = z.enum(['all-removed', 'replacement']);

export const protection = z
  .strictObject({
    state: z.enum(['normal', 'protected', 'awaiting-info']),
    reason: protectionReason.optional(),
    startedAt: time.optional(),
    endsAt: time.optional(),
  })
  .meta({ id: 'Protection' });

/** CNF: `noticed` asks at every sign-in, `skipped` not until then, `overdue` lets nobody in without a code. */
export const confirmation = z
  .strictObject({
    state: z.enum(['none', 'noticed', 'skipped', 'overdue']),
    firstNoticeAt: time.optional(),
    skippedUntil: time.optional(),
    deadline: time.optional(),
  })
  .meta({ id: 'Confirmation' });

/** What removing answers with. */
export const contactsLeft = z.strictObject({ contacts: z.array(contact), protection });
