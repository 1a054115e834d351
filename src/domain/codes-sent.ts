import type { Account } from './account.js';
import type { Instant } from './instant.js';
import { limitsOf, type Reached } from './limits.js';
import type { Policy } from './policy.js';
import { EMPTY_ROOM, reachedIn, roomEnds, withTaken, type Measure, type Room } from './room.js';

/** CODE-5: the account's quota, where it has no room for one code more. */
export function codesReached(
  { codesSent = EMPTY_ROOM }: Account,
  now: Instant,
  policy: Policy,
): Reached | undefined {
  return reachedIn(codesSent, measureOf(policy), now);
}

/** One code more. In the change that commits the code: so it counts once, and no code goes out that doesn't. */
export function withCodeCounted(account: Account, now: Instant, policy: Policy): Account {
  return { ...account, codesSent: withTaken(account.codesSent ?? EMPTY_ROOM, measureOf(policy), now) };
}

/** Nothing in it counts any more. */
export function isPast(codesSent: Room, now: Instant): boolean {
  return roomEnds(codesSent, now) <= now;
}

function measureOf({ limits }: Policy): Measure {
  return { of: 'account', limits: limitsOf(limits, 'send', 'account') };
}
