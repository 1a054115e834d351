import { beforeAll, describe, expect, it } from 'vitest';
import { emailAddresses } from '../../src/adapters/email-addresses/email-addresses.js';
import { createDeviceTokens } from '../../src/adapters/keys/device-tokens.js';
import { createRecoveryTickets } from '../../src/adapters/keys/recovery-tickets.js';
import { createSecurityCodes } from '../../src/adapters/keys/security-codes.js';
import { createShadowSeeds } from '../../src/adapters/keys/shadow-seeds.js';
import { createPhoneNumbers } from '../../src/adapters/phone-numbers/phone-numbers.js';
import { systemRandom } from '../../src/adapters/system/system-random.js';
import { countRoundTrips } from '../../src/adapters/tables/round-trips.js';
import { ShadowTable } from '../../src/adapters/tables/shadow-table.js';
import { openTable } from '../../src/adapters/tables/table-service.js';
import { createTelemetry } from '../../src/adapters/telemetry/open-telemetry.js';
import { createAccessTokens } from '../../src/adapters/tokens/access-tokens.js';
import { askRecoveryCode } from '../../src/commands/ask-recovery-code.js';
import { resendRecoveryCode } from '../../src/commands/resend-recovery-code.js';
import { verifyRecoveryCode } from '../../src/commands/verify-recovery-code.js';
import type { Challenge } from '../../src/domain/challenge.js';
import type { Account } from '../../src/domain/account.js';
import type { EmailAddress } from '../../src/domain/contact-address.js';
import type { AccountId, ChallengeId, ContactId, RecoveryId } from '../../src/domain/identifiers.js';
import { DAY, MINUTE, plus } from '../../src/domain/instant.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import { shadowOf } from '../../src/domain/shadow-account.js';
import type { Accounts } from '../../src/ports/accounts.js';
import { account, active, atAddress, contact, NOW } from '../support/accounts.js';
import { idleWorkflows as workflows } from '../support/idle-workflows.js';
import { openTables, ownTables, type OwnTables } from '../support/tables.js';

let tables: OwnTables;
beforeAll(async () => {
  tables = await ownTables();
  return () => tables[Symbol.asyncDispose]();
});

/** A machine that has just asked for a recovery's code, of an account or of its shadow. */
async function asked(inShadow: boolean) {
  const { keys, vault } = tables;
  const recoveryTickets = createRecoveryTickets(keys);
  const challengeId = systemRandom.id() as ChallengeId;
  const name = vault.fingerprint(`somebody ${challengeId}`);
  const owner = inShadow ? shadowOf(challengeId) : (`account-${challengeId}` as AccountId);
  const open = () => openTables(tables.connectionString, vault);
  const [here, elsewhere] = await Promise.all([open(), open()]);
  if (!inShadow) await here.directory.claimName(name, owner);
  const address = 'somebody@example.org' as EmailAddress;
  const email = atAddress(contact('email', active(100)), address, owner, vault);
  const challenge: Challenge = {
    ...({ id: challengeId, contactId: 'email' as ContactId, purpose: 'recover', keyVersion: 1 } as const),
    ...({ delivery: 'email', sentAt: [NOW], wrongTries: 0, deliveryStatus: 'queued' } as const),
  };
  const known = { ...account(email), activityDueAt: plus(NOW, 90 * DAY) };
  const whole: Account = { ...known, id: owner, challenges: [challenge] };
  await here.accounts.create({ account: inShadow ? { ...whole, isShadow: true } : whole, events: [] });
  const parts = {
    ...here,
    ...{ clock: { now: () => plus(NOW, MINUTE) }, policy, random: systemRandom, vault, workflows },
    ...{ codes: createSecurityCodes(keys), deviceTokens: createDeviceTokens(keys), recoveryTickets },
    ...{ shadowSeeds: createShadowSeeds(keys), telemetry: createTelemetry() },
    tokens: await createAccessTokens({ keys: keys.signing, issuer: 'https://example.org' }),
    phoneNumbers: createPhoneNumbers('*'),
    requester: undefined,
    ...{ emailAddresses, shadows: new ShadowTable(await openTable(tables, 'Shadows')) },
  };
  return {
    parts,
    recovery: recoveryTickets.sealRecovery({ name, id: systemRandom.id() as RecoveryId, startedAt: NOW }),
    ticket: recoveryTickets.sealChallenge({ name, challengeId, inShadow }),
    /** As a report of the code’s delivery does, or the holder at another door. */
    changeElsewhere: async () => {
      const loaded = (await elsewhere.accounts.load(owner))!;
      await elsewhere.accounts.commit(loaded, {
        account: { ...loaded.account, lastSignInAt: NOW },
        events: [],
      });
    },
  };
}

describe('REC-2 a recovery while another machine changes the account', () => {
  it('asks storage as often as for a shadow, which nobody else changes', async () => {
    const [real, shadow] = await Promise.all([asked(false), asked(true)]);
    const trips = async ({ parts, ticket }: typeof real) => {
      const wrong = await countRoundTrips(() =>
        verifyRecoveryCode(parts, { challengeId: ticket as ChallengeId, code: '000000' }),
      );
      return [wrong.result.ok, wrong.roundTrips];
    };
    const again = async ({ parts, ticket }: typeof real) => {
      const { result, roundTrips } = await countRoundTrips(() =>
        resendRecoveryCode(parts, { challengeId: ticket }),
      );
      return [result.ok, roundTrips];
    };
    await real.changeElsewhere();
    expect(await trips(real)).toEqual(await trips(shadow));
    await real.changeElsewhere();
    expect(await again(real)).toEqual(await again(shadow));
  });

  it('loads the account after a conflict, though a request for a code has looked at it before', async () => {
    const { changeElsewhere, parts, recovery } = await asked(false);
    const { accounts } = parts;
    let loads = 0;
    const overtaken: Accounts = new Proxy(accounts, {
      get: (target, name) => {
        const part: unknown = Reflect.get(target, name);
        if (typeof part !== 'function') return part;
        if (name !== 'load') return part.bind(target) as unknown;
        return async (id: AccountId) => {
          const loaded = await target.load(id);
          if (loaded !== undefined && (loads += 1) === 1) await changeElsewhere();
          return loaded;
        };
      },
    });
    const ask = { recoveryId: recovery, contactId: 'email' as ContactId, proof: 'somebody@example.org' };
    const { result, roundTrips } = await countRoundTrips(() =>
      askRecoveryCode({ ...parts, accounts: overtaken }, ask),
    );
    expect(result.ok).toBe(true);
    // The account, its shadow, a commit that fails and its look, a load, the commit; elsewhere a load and a commit.
    expect(roundTrips['Accounts']).toBe(6 + 2);
  });
});
