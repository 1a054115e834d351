import { plus } from '../domain/instant.js';
import type { RecoveryTicket } from '../ports/recovery-tickets.js';
import type { Parts } from './parts.js';

/** The recovery that a ticket speaks of, in its time. */
export function liveRecovery(
  { clock, policy, recoveryTickets }: Pick<Parts, 'clock' | 'policy' | 'recoveryTickets'>,
  recoveryId: string,
): RecoveryTicket | undefined {
  const recovery = recoveryTickets.openRecovery(recoveryId);
  return recovery !== undefined && clock.now() < plus(recovery.startedAt, policy.recoveryLifetime)
    ? recovery
    : undefined;
}
