import type { StepUpRefusal } from '../domain/access.js';
import type { DeviceId } from '../domain/identifiers.js';
import type { Outcome } from '../domain/outcome.js';
import type { Caller } from '../domain/session.js';
import { revokeDevice } from '../domain/trusting-devices.js';
import { changeAsCaller, type AskedParts } from './change-account.js';

/** DEV-1: its token opens nothing from then on. Sessions that it began are sessions of their own. */
export async function revokeTrustedDevice(
  parts: AskedParts,
  caller: Caller,
  { deviceId }: { readonly deviceId: DeviceId },
): Promise<Outcome<undefined, StepUpRefusal | 'not-found' | 'unauthenticated'>> {
  return changeAsCaller(parts, caller, (account, now) => revokeDevice(account, caller, deviceId, now));
}
