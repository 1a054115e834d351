import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/domain/account.js';
import { askAtSignIn, confirmationIsDue, confirmed, skipConfirmation } from '../../src/domain/confirming.js';
import { standing } from '../../src/domain/confirmation.js';
import type { DeadlineId } from '../../src/domain/identifiers.js';
import { DAY, HOUR, plus, type Instant } from '../../src/domain/instant.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import { signIn } from '../../src/domain/signing-in.js';
import { active, contact, ids, noDevice, NOW, signedIn, withPassword } from '../support/accounts.js';

const deadlineId = 'deadline' as DeadlineId;
const one = contact('one', active(10));
const fresh: Account = { ...withPassword(one), lastSignInAt: NOW, lastConfirmedAt: NOW };

const asked = (now: Instant, from: Account = fresh) => askAtSignIn(from, { deadlineId }, now, policy);

describe('CNF-1 whom a sign-in asks', () => {
  it.each([
    ['confirmed 180 days ago', { lastConfirmedAt: plus(NOW, -180 * DAY) }, true],
    ['confirmed a moment less than 180 days ago', { lastConfirmedAt: plus(NOW, -180 * DAY + 1) }, false],
    ['away for 60 days', { lastSignInAt: plus(NOW, -60 * DAY) }, true],
    ['away for a moment less than 60 days', { lastSignInAt: plus(NOW, -60 * DAY + 1) }, false],
    [
      'without a contact after a window',
      { protection: { kind: 'awaiting-info', since: NOW } as const },
      true,
    ],
  ])('%s', (_, parts, due) => {
    expect(confirmationIsDue({ ...fresh, ...parts }, NOW, policy)).toBe(due);
  });

  it('counts from the account’s beginning when nothing was ever confirmed', () => {
    const { lastConfirmedAt: _1, lastSignInAt: _2, ...never } = fresh;
    expect(confirmationIsDue({ ...never, createdAt: plus(NOW, -179 * DAY) }, NOW, policy)).toBe(false);
    expect(confirmationIsDue({ ...never, createdAt: plus(NOW, -180 * DAY) }, NOW, policy)).toBe(true);
  });

  it('never a protected one', () => {
    const { account: noticed } = asked(plus(NOW, 61 * DAY));
    const window = {
      id: ids.windowId,
      reason: 'all-removed',
      startedAt: NOW,
      endsAt: plus(NOW, 99 * DAY),
    } as const;
    const shut: Account = { ...noticed, protection: { kind: 'protected', window } };
    expect(asked(plus(NOW, 61 * DAY), shut)).toMatchObject({ standing: 'none', events: [] });
  });
});

interface Act {
  readonly kind: 'sign-in' | 'skip' | 'confirm';
  readonly after: number;
}
const acts = fc.array(
  fc.record({
    kind: fc.constantFrom('sign-in', 'sign-in', 'skip', 'confirm'),
    after: fc.oneof(
      fc.integer({ min: 0, max: 3 * DAY }),
      fc.constantFrom(DAY - 1, DAY, DAY + 1, 7 * DAY, 61 * DAY, 181 * DAY),
    ),
  }),
  { maxLength: 40 },
) as fc.Arbitrary<readonly Act[]>;

describe('CNF-2 CNF-3 CNF-4 whatever the holder does', () => {
  it('the deadline never moves, no skip passes it or lasts longer than a day, and past it only a code lets in', () => {
    fc.assert(
      fc.property(acts, (story) => {
        let now = plus(NOW, 61 * DAY);
        let from: Account = fresh;
        let count = 0;
        for (const { after, kind } of story) {
          now = plus(now, after);
          const before = from.confirmation;
          if (kind === 'confirm') {
            from = confirmed(from, now).account;
            expect(standing(from.confirmation, now)).toBe('none');
            continue;
          }
          if (kind === 'skip') {
            const { change, outcome } = skipConfirmation(
              from,
              { ...signedIn(), limitedTo: 'confirmation' },
              ids.eventId,
              now,
              policy,
            );
            from = change?.account ?? from;
            if (before.kind === 'none')
              expect(outcome).toMatchObject({ refusal: { code: 'nothing-to-skip' } });
            if (from.confirmation.kind === 'none' || before.kind === 'none') continue;
            const { deadline } = from.confirmation;
            expect(deadline.endsAt).toBe(before.deadline.endsAt);
            if (now >= deadline.endsAt)
              expect(outcome).toMatchObject({ refusal: { code: 'deadline-passed' } });
            expect(deadline.skippedUntil ?? 0).toBeLessThanOrEqual(Math.min(deadline.endsAt, now + DAY));
            continue;
          }
          const signedInNow = signIn(
            from,
            'hash',
            noDevice,
            { ...ids, sessionId: 'next' as never, deadlineId: `deadline ${(count += 1)}` as DeadlineId },
            now,
            policy,
          );
          if (!signedInNow.outcome.ok || signedInNow.change === undefined) throw new Error('no sign-in');
          from = signedInNow.change.account;
          const stands = standing(from.confirmation, now);
          const limited = signedInNow.outcome.value.limitedTo === 'confirmation';
          expect(limited).toBe(stands === 'noticed' || stands === 'overdue');
          if (before.kind === 'noticed' && from.confirmation.kind === 'noticed') {
            expect(from.confirmation.deadline.id).toBe(before.deadline.id);
            expect(from.confirmation.deadline.endsAt).toBe(before.deadline.endsAt);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('CNF-3 a skip', () => {
  it.each([
    [0, DAY],
    [5 * DAY, DAY],
    [6 * DAY, DAY],
    [6 * DAY + 1, DAY - 1],
    [7 * DAY - HOUR, HOUR],
  ])('made %i ms after the notice lasts %i ms', (after, lasts) => {
    const noticedAt = plus(NOW, 61 * DAY);
    const now = plus(noticedAt, after);
    const { change } = skipConfirmation(asked(noticedAt).account, signedIn(), ids.eventId, now, policy);
    const confirmation = change?.account.confirmation;
    if (confirmation?.kind !== 'noticed') throw new Error('not skipped');
    expect((confirmation.deadline.skippedUntil ?? 0) - now).toBe(lasts);
    const until = confirmation.deadline.skippedUntil ?? now;
    expect(standing(confirmation, plus(until, -1))).toBe('skipped');
    expect(standing(confirmation, until)).toBe(lasts === DAY && after < 6 * DAY ? 'noticed' : 'overdue');
  });

  it('at the deadline is refused, a moment before it is not', () => {
    const noticedAt = plus(NOW, 61 * DAY);
    const from = asked(noticedAt).account;
    const at = (after: number) =>
      skipConfirmation(from, signedIn(), ids.eventId, plus(noticedAt, after), policy).outcome;
    expect(at(7 * DAY - 1).ok).toBe(true);
    expect(at(7 * DAY)).toMatchObject({ refusal: { code: 'deadline-passed' } });
  });
});
