import { z } from 'zod';
import type { AppPasswordId } from '../../domain/identifiers.js';
import { defineContract } from '../contract.js';
import { opaqueId } from '../schemas/primitives.js';

export const revokeAppPasswordContract = defineContract({
  name: 'revokeAppPassword',
  method: 'DELETE',
  path: 'app-passwords/{appPasswordId}',
  summary: 'Revoke an app password',
  access: 'elevated',
  params: z.object({ appPasswordId: opaqueId<AppPasswordId>() }),
  success: { status: 204 },
  refusals: ['step-up-required', 'account-protected', 'not-found'],
});
