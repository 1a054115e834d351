import { z } from 'zod';
import { defineContract } from '../contract.js';
import { time } from '../schemas/primitives.js';

export const listTrustedDevicesContract = defineContract({
  name: 'listTrustedDevices',
  method: 'GET',
  path: 'trusted-devices',
  summary: 'The devices that sign in without a code, the last used first',
  access: 'session',
  success: {
    status: 200,
    body: z.strictObject({
      devices: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string().optional(),
          trustedAt: time,
          lastUsedAt: time,
        }),
      ),
    }),
  },
  refusals: [],
});
