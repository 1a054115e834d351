import { z } from 'zod';
import type { DeviceId } from '../../domain/identifiers.js';
import { defineContract } from '../contract.js';
import { opaqueId } from '../schemas/primitives.js';

export const revokeTrustedDeviceContract = defineContract({
  name: 'revokeTrustedDevice',
  method: 'DELETE',
  path: 'trusted-devices/{deviceId}',
  summary: 'Trust a device no more',
  access: 'elevated',
  params: z.object({ deviceId: opaqueId<DeviceId>() }),
  success: { status: 204 },
  refusals: ['step-up-required', 'account-protected', 'not-found'],
});
