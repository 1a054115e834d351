import { beforeAll, describe, expect, it } from 'vitest';
import { createDeviceTokens } from '../../src/adapters/keys/device-tokens.js';
import { createKeyedRequests } from '../../src/adapters/keys/keyed-requests.js';
import { createSecurityCodes } from '../../src/adapters/keys/security-codes.js';
import { createPhoneNumbers } from '../../src/adapters/phone-numbers/phone-numbers.js';
import { countRoundTrips } from '../../src/adapters/tables/round-trips.js';
import { openTable } from '../../src/adapters/tables/table-service.js';
import { createAccessTokens } from '../../src/adapters/tokens/access-tokens.js';
import { systemRandom } from '../../src/adapters/system/system-random.js';
import { change } from '../../src/commands/change-account.js';
import { sweepDue } from '../../src/commands/sweep-due.js';
import { verifyChallenge } from '../../src/commands/verify-challenge.js';
import { askForCode } from '../../src/domain/asking-for-codes.js';
import type { AccountId, ContactId, RemovalId, SessionId } from '../../src/domain/identifiers.js';
import { DAY, HOUR, plus, type Instant } from '../../src/domain/instant.js';
import { ok } from '../../src/domain/outcome.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import { startProtection } from '../../src/domain/protection-changes.js';
import { noTelemetry } from '../../src/ports/telemetry.js';
import { ids, NOW, provenAccount } from '../support/accounts.js';
import { everyEntry } from '../support/every-entry.js';
import { idleWorkflows as workflows } from '../support/idle-workflows.js';
import { ownTables, type OwnTables } from '../support/tables.js';

let tables: OwnTables;
beforeAll(async () => {
  tables = await ownTables();
  return () => tables[Symbol.asyncDispose]();
});

async function stored(name: string): Promise<AccountId> {
  const one = provenAccount(name, tables.vault);
  await tables.accounts.create({ account: one, events: [] });
  return one.id;
}

/** Somebody else's commit, before this change's own. */
async function commitElsewhere(id: AccountId) {
  const loaded = (await tables.accounts.load(id))!;
  await tables.accounts.commit(loaded, { account: { ...loaded.account, locale: 'de' }, events: [] });
  return ok(undefined);
}

let now: Instant = NOW;
const parts = () => ({
  ...tables,
  clock: { now: () => now },
  policy,
  random: systemRandom,
  workflows,
});

const entries = (until: Instant) => everyEntry(tables.dueIndex, until);

describe('DUR-2 the due index', () => {
  it.each([7, 0])(
    'has the moments of the window that was committed, though it was decided twice, %i ms apart',
    async (apart) => {
      const id = await stored(`twice-${apart}`);
      now = NOW;
      let decided = 0;
      await change(
        parts(),
        id,
        (from, at) => {
          decided += 1;
          const opening = { windowId: ids.windowId, reason: 'all-removed', retires: () => true } as const;
          const started = startProtection(from, opening, at, policy);
          const event = { id: ids.eventId, at, happened: started.happened };
          return { outcome: ok(undefined), change: { account: started.account, events: [event] } };
        },
        {
          beforeCommit: async () => {
            now = plus(now, apart);
            return commitElsewhere(id);
          },
        },
      );
      expect(decided).toBe(2);
      const committed = (await tables.accounts.load(id))!.account.protection;
      const endsAt = committed.kind === 'protected' ? committed.window.endsAt : undefined;
      expect((await entries(plus(NOW, 40 * DAY))).map(({ at }) => at)).toContain(endsAt);
      // PRV-3: the account lists those of either round.
      expect(await tables.accounts.dueEntries(id)).toHaveLength(apart === 0 ? 3 : 6);
    },
  );

  it('is asked no second time for what an earlier round has noted', async () => {
    const id = await stored('noted once');
    now = NOW;
    const event = { id: ids.eventId, at: NOW, happened: { kind: 'signed-in' } } as const;
    let rounds = 0;
    const { roundTrips } = await countRoundTrips(() =>
      change(
        parts(),
        id,
        (from) => ({
          outcome: ok((rounds += 1)),
          change: { account: { ...from, locale: 'fr' }, events: [event] },
        }),
        { beforeCommit: () => commitElsewhere(id) },
      ),
    );
    expect([rounds, roundTrips['DueIndex']]).toEqual([2, 1]);
    const { activityDueAt } = (await tables.accounts.load(id))!.account;
    expect(await entries(plus(NOW, 100 * DAY))).toContainEqual(
      expect.objectContaining({ at: activityDueAt, chore: { chore: 'forgetActivity', accountId: id } }),
    );
  });

  it('is gone through to its end, an account that can’t be read notwithstanding', async () => {
    const id = await stored('broken');
    const table = await openTable(tables, 'Accounts');
    await table.updateEntity({ partitionKey: id, rowKey: 'account', json: 'no JSON' }, 'Merge');
    const flow = { workflow: 'contactRemoval', removalId: 'removal' as RemovalId } as const;
    const entry = (accountId: string) => ({ at: NOW, flow: { ...flow, accountId: accountId as AccountId } });
    await tables.dueIndex.note([entry('broken'), entry('gone')]);
    now = plus(NOW, HOUR);
    const swept = await sweepDue(parts(), workflows);
    expect(swept).toMatchObject({ due: 2, failed: 1 });
    expect(await entries(now)).toMatchObject([{ flow: { accountId: 'broken' } }]);
  });
});

describe('DUR-4 a request whose first answer was lost', () => {
  async function verifying(name: string) {
    const id = await stored(name);
    now = NOW;
    const { keys } = tables;
    const codes = createSecurityCodes(keys);
    const caller = { accountId: id, sessionId: 'session' as SessionId };
    const request = {
      contactId: 'one' as ContactId,
      purpose: 'step-up',
      keyVersion: 1,
      challengeId: ids.challengeId,
    } as const;
    await change(parts(), id, (from, at) => askForCode(from, request, at, policy));
    const binding = { ...request, accountId: id, send: 1, digits: policy.codeDigits };
    const tokens = await createAccessTokens({ keys: keys.signing, issuer: 'https://example.com' });
    const keyed = (content: string) =>
      createKeyedRequests(keys).of(
        { sessionId: 'session', route: 'verify', idempotencyKey: 'key', content },
        now,
      );
    const verify = (code: string) =>
      verifyChallenge(
        {
          ...parts(),
          codes,
          deviceTokens: createDeviceTokens(keys),
          tokens,
          request: keyed(code),
          phoneNumbers: createPhoneNumbers('*'),
          telemetry: noTelemetry,
        },
        caller,
        { challengeId: ids.challengeId, code },
      );
    return { code: codes.derive(binding) as string, tokens, verify };
  }

  it('gets no younger step-up by being repeated', async () => {
    const { code, tokens, verify } = await verifying('repeated');
    const first = await verify(code);
    now = plus(NOW, 20 * HOUR);
    const second = await verify(code);
    const until = async (answer: typeof first) =>
      (await tokens.read(answer.ok ? (answer.value.accessToken ?? '') : '', NOW))?.elevation?.until;
    expect(await until(second)).toBe(await until(first));
    expect(await until(first)).toBe(plus(NOW, policy.stepUpLifetime));
  });

  it('is not answered with what another content came to', async () => {
    const { code, verify } = await verifying('other');
    const wrong = code === '000000' ? '111111' : '000000';
    expect(await verify(wrong)).toMatchObject({ refusal: { code: 'wrong-code' } });
    expect(await verify(code)).toMatchObject({ refusal: { code: 'idempotency-key-reused' } });
    expect(await verify(wrong)).toMatchObject({ refusal: { code: 'wrong-code', attemptsRemaining: 4 } });
  });
});
