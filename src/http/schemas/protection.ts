import { z } from 'zod';
import { contact } from './contact.js';
import { time } from './primitives.js';

export const protection = z.strictObject({
  state: z.enum(['normal', 'protected', 'awaiting-info']),
  reason: z.enum(['all-removed', 'replacement']).optional(),
  startedAt: time.optional(),
  endsAt: time.optional(),
});

export const confirmation = z.strictObject({ state: z.literal('none') });

/** What removing answers with. */
export const contactsLeft = z.strictObject({ contacts: z.array(contact), protection });
