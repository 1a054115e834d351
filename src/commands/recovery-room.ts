import { ok, type Outcome } from '../domain/outcome.js';
import { lookAt, type RoomParts } from './limited-room.js';
import type { Parts } from './parts.js';
import { takeRoom } from './take-room.js';

/**
 * CODE-5: how often recoveries may be started, and their codes asked for, from one place. By place alone: a limit for a name
 * would let anybody keep its holder from recovering, and tell nothing that its contacts' own limits don't do.
 */
export async function roomToRecover(
  parts: RoomParts & Pick<Parts, 'requester'>,
): Promise<Outcome<undefined, 'too-many-attempts'>> {
  const { requester } = parts;
  if (requester === undefined) return ok(undefined);
  const here = { key: 'requester', value: requester, of: 'requester' } as const;
  return takeRoom(parts, 'too-many-attempts', [await lookAt(parts, 'start-recovery', here)]);
}
