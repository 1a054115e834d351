import type { Instant } from './instant.js';
import type { Protection, ProtectionReason } from './protection.js';

export interface ProtectionView {
  readonly state: 'normal' | 'protected' | 'awaiting-info';
  readonly reason?: ProtectionReason;
  readonly startedAt?: Instant;
  readonly endsAt?: Instant;
}

export function protectionView(protection: Protection): ProtectionView {
  switch (protection.kind) {
    case 'normal':
      return { state: 'normal' };
    case 'awaiting-info':
      return { state: 'awaiting-info' };
    case 'protected': {
      const { reason, startedAt, endsAt } = protection.window;
      return { state: 'protected', reason, startedAt, endsAt };
    }
  }
}
