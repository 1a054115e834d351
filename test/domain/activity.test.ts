import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountEvent, Happening } from '../../src/domain/account-event.js';
import { activityEntry, goesAt, keptSince, shownSince } from '../../src/domain/activity.js';
import type { ContactId, EventId, WindowId } from '../../src/domain/identifiers.js';
import { DAY, instant } from '../../src/domain/instant.js';
import { defaultPolicy } from '../../src/domain/policy.js';
import { account, active, contact, NOW } from '../support/accounts.js';

const event = (happened: Happening): AccountEvent => ({ id: 'event' as EventId, at: NOW, happened });
const one = 'one' as ContactId;

describe('AUD-1 what an event shows', () => {
  it('names its contact, masked, as long as it is there', () => {
    const added = event({ kind: 'contact-added', contactId: one, tell: [] });
    const shown = { id: 'event', at: NOW, kind: 'contact-added' };
    expect(activityEntry(added, account(contact('one', active(1))))).toEqual({
      ...shown,
      contact: { id: 'one', channel: 'email', masked: 'masked one' },
    });
    expect(activityEntry(added, account())).toEqual(shown);
  });

  it('says why a window began, and no ids but its own', () => {
    const window = { windowId: 'window' as WindowId, retired: [one] } as const;
    const started = event({ kind: 'protection-started', reason: 'replacement', ...window });
    expect(activityEntry(started, account())).toEqual({
      ...{ id: 'event', at: NOW, kind: 'protection-started', reason: 'replacement' },
    });
  });
});

describe('AUD-1 how long it is kept', () => {
  it('at least as long as it is shown and three days, at most a day longer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1, max: 400 }), (at, days) => {
        const policy = { ...defaultPolicy, activityKept: days * DAY };
        const due = goesAt(instant(at), policy);
        expect(due % DAY).toBe(0);
        const kept = due - at;
        expect(kept).toBeGreaterThanOrEqual(Math.max(days, 3) * DAY);
        expect(kept).toBeLessThan((Math.max(days, 3) + 1) * DAY);
        // When it is due, it goes; a moment before the last one may still be shown.
        expect(keptSince(due, policy)).toBeGreaterThanOrEqual(at);
        expect(shownSince(instant(at + days * DAY), policy)).toBe(at);
      }),
    );
  });
});
