import type { Account } from './account.js';
import type { Instant } from './instant.js';
import { limitsOf, type Reached } from './limits.js';
import type { Policy } from './policy.js';
import { EMPTY_ROOM, reachedIn, roomEnds, withTaken, type Measure, type Room } from './room.js';

/**
 * Those of recoveries are counted apart: strangers may ask for them, and must not use up what the holder has
 * (docs/decisions/0018).
 */
type CodesCounted = 'codesSent' | 'recoveryCodesSent';

/** CODE-5: the account's quota, where it has no room for one code more. */
export function codesReached(
  account: Account,
  counted: CodesCounted,
  now: Instant,
  policy: Policy,
): Reached | undefined {
  return reachedIn(account[counted] ?? EMPTY_ROOM, measureOf(policy), now);
}

/** One code more. In the change that commits the code: so it counts once, and no code goes out that doesn't. */
export function withCodeCounted(
  account: Account,
  counted: CodesCounted,
  now: Instant,
  policy: Policy,
): Account {
  return { ...account, [counted]: withTaken(account[counted] ?? EMPTY_ROOM, measureOf(policy), now) };
}

/** Without what counts no more. */
export function withoutPastCodes(account: Account, now: Instant): Account {
  const { codesSent, recoveryCodesSent, ...others } = account;
  return {
    ...others,
    ...(isPast(codesSent, now) ? {} : { codesSent }),
    ...(isPast(recoveryCodesSent, now) ? {} : { recoveryCodesSent }),
  };
}

function isPast(counted: Room | undefined, now: Instant): counted is undefined {
  return counted === undefined || roomEnds(counted, now) <= now;
}

function measureOf({ limits }: Policy): Measure {
  return { of: 'account', limits: limitsOf(limits, 'send', 'account') };
}
