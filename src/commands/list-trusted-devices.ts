import { ok, refuse, type Outcome } from '../domain/outcome.js';
import type { Caller } from '../domain/session.js';
import type { TrustedDevice } from '../domain/trusted-device.js';
import type { Parts } from './parts.js';
import { readAsCaller } from './read-account.js';

type DeviceView = Pick<TrustedDevice, 'id' | 'name' | 'trustedAt' | 'lastUsedAt'>;

/** DEV-1: all of them: there are never many. */
export async function listTrustedDevices(
  parts: Pick<Parts, 'accounts' | 'clock' | 'policy'>,
  caller: Caller,
): Promise<Outcome<{ readonly devices: readonly DeviceView[] }, 'unauthenticated'>> {
  const read = await readAsCaller(parts, caller);
  if (read === undefined) return refuse({ code: 'unauthenticated' });
  const lastUsedFirst = [...read.account.devices].sort((a, b) => b.lastUsedAt - a.lastUsedAt);
  return ok({ devices: lastUsedFirst.map(view) });
}

function view({ id, lastUsedAt, name, trustedAt }: TrustedDevice): DeviceView {
  return { id, ...(name === undefined ? {} : { name }), trustedAt, lastUsedAt };
}
