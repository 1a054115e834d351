import { z } from 'zod';
import { EVENT_KINDS } from '../../domain/account-event.js';
import { maskedContact } from './contact.js';
import { time } from './primitives.js';
import { protectionReason } from './protection.js';

/** One thing that happened to the account. `contact` as long as there is one. */
export const activityEntry = z
  .strictObject({
    id: z.string(),
    at: time,
    kind: z.enum(EVENT_KINDS),
    contact: maskedContact.optional(),
    reason: z.union([protectionReason, z.enum(['holder', 'reused'])]).optional(),
    enabled: z.boolean().optional(),
  })
  .meta({ id: 'ActivityEntry' });
