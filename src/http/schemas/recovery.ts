import { z } from 'zod';
import { RECOVERY_TICKET } from '../../domain/identifiers.js';
import { maskedContact } from './contact.js';

export const recoveryParams = z.object({ recoveryId: z.string().regex(RECOVERY_TICKET, 'is not an id') });

export const secondProof = z.strictObject({ contacts: z.array(maskedContact), recoveryCode: z.boolean() });
