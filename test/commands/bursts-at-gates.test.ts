import { beforeAll, describe, expect, it } from 'vitest';
import { createPhoneNumbers } from '../../src/adapters/phone-numbers/phone-numbers.js';
import { systemRandom } from '../../src/adapters/system/system-random.js';
import { LimitTable } from '../../src/adapters/tables/limit-table.js';
import { openTable } from '../../src/adapters/tables/table-service.js';
import { changedByCaller, type AskedParts, type BeforeCommit } from '../../src/commands/change-account.js';
import { lookAt } from '../../src/commands/limited-room.js';
import type { QuotaParts } from '../../src/commands/sending-quotas.js';
import { takeRoom } from '../../src/commands/take-room.js';
import { withinQuotas } from '../../src/commands/within-quotas.js';
import { askForCode } from '../../src/domain/asking-for-codes.js';
import type { Requester } from '../../src/domain/code-ledger.js';
import type { PhoneNumber } from '../../src/domain/contact-address.js';
import type { AccountId, ChallengeId, ContactId, SessionId } from '../../src/domain/identifiers.js';
import { refuse } from '../../src/domain/outcome.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import type { RefusalCode } from '../../src/domain/refusal.js';
import type { Room } from '../../src/domain/room.js';
import { account, active, atAddress, contact, NOW } from '../support/accounts.js';
import { idleWorkflows as workflows } from '../support/idle-workflows.js';
import { ownTables, type OwnTables } from '../support/tables.js';

let tables: OwnTables;
beforeAll(async () => {
  tables = await ownTables();
  return () => tables[Symbol.asyncDispose]();
});

/** Forty texts that one session asks for at once, by a machine of its own and from a place of its own. */
async function burst(name: string, number: string, prepare?: BeforeCommit<'too-many-contacts'>) {
  const id = name as AccountId;
  const limits = new LimitTable(await openTable(tables, 'Limits'));
  const address = number as PhoneNumber;
  const phone = atAddress(contact('phone', active(100), 'phone'), address, id, tables.vault);
  await tables.accounts.create({ account: { ...account(phone), id }, events: [] });
  const phoneNumbers = createPhoneNumbers('*');
  const parts: AskedParts & QuotaParts = {
    ...{ ...tables, clock: { now: () => NOW }, limits, policy, workflows },
    ...{ phoneNumbers, random: systemRandom, request: undefined, requester: `place of ${name}` as Requester },
  };
  const ask = async () => {
    const challengeId = systemRandom.id() as ChallengeId;
    const code = {
      ...({ contactId: 'phone' as ContactId, purpose: 'step-up', keyVersion: 1, challengeId } as const),
    };
    const decide = (from: Parameters<typeof askForCode>[0], at: typeof NOW) =>
      askForCode(from, code, at, policy);
    const sending = withinQuotas<RefusalCode>(parts, id, decide, prepare);
    const caller = { accountId: id, sessionId: 'session' as SessionId };
    const { beforeCommit } = sending;
    const changed = await changedByCaller(parts, caller, sending.decide, { beforeCommit });
    await sending.giveBackUnlessOwn(changed?.outcome);
    return changed!.outcome.ok;
  };
  const asked = await Promise.all(Array.from({ length: 40 }, ask));
  const gate = {
    ...({ key: 'calling-code', of: 'calling-code', value: phoneNumbers.callingCode(address) } as const),
  };
  const kept = await limits.find<Room>(tables.vault.limited('send-by-phone', gate.key, gate.value));
  const next = await takeRoom(parts, 'too-many-codes', [await lookAt(parts, 'send-by-phone', gate)]);
  return { went: asked.filter(Boolean).length, isOpen: next.ok, kept };
}

describe('many texts at once', () => {
  it('CODE-5 of which few go out do not shut their calling code for everybody', async () => {
    const { isOpen, went } = await burst('burst', '+4915112345678');
    expect(went).toBeLessThanOrEqual(10);
    expect(isOpen).toBe(true);
  });

  it('ADD-6 to an address that is full take nothing from its calling code', async () => {
    const full = refuse({ code: 'too-many-contacts', of: 'address', limit: 1 } as const);
    const { isOpen, kept, went } = await burst('full', '+33612345678', () => Promise.resolve(full));
    expect([went, isOpen, kept]).toEqual([0, true, undefined]);
  });
});
