import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAddressVault } from '../../src/adapters/keys/address-vault.js';
import { generateKeyRing } from '../../src/adapters/keys/key-ring.js';
import { createRecoveryTickets } from '../../src/adapters/keys/recovery-tickets.js';
import { createShadowSeeds } from '../../src/adapters/keys/shadow-seeds.js';
import { mask } from '../../src/domain/contact-address.js';
import { OPAQUE_ID, type ChallengeId, type RecoveryId } from '../../src/domain/identifiers.js';
import { addressLike, madeUpContacts } from '../../src/domain/shadow-account.js';
import { NOW } from '../support/accounts.js';

const ring = await generateKeyRing();
const vault = createAddressVault(ring);
const seeds = createShadowSeeds(ring);
const seedOf = (name: string) => seeds.of(vault.fingerprint(name));
const shown = (name: string) => madeUpContacts(seedOf(name));
const names = Array.from({ length: 2000 }, (_, n) => `name-${n}@example.com`);

describe('made-up contacts', () => {
  it('REC-1 are the same for the same name, and look like contacts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const contacts = shown(name);
        expect(shown(name)).toEqual(contacts);
        expect(contacts.length).toBeGreaterThanOrEqual(1);
        expect(contacts.length).toBeLessThanOrEqual(3);
        expect(new Set(contacts.map(({ id }) => id)).size).toBe(contacts.length);
        for (const { channel, delivery, id, masked } of contacts) {
          expect(id).toMatch(OPAQUE_ID);
          if (channel === 'email') {
            expect(masked).toMatch(/^[a-z]•••@[a-z]+\.[a-z]+$/);
            expect(delivery).toBe('email');
          } else {
            expect(masked).toMatch(/^••••••\d\d$/);
            expect(['sms', 'call']).toContain(delivery);
          }
        }
      }),
    );
  });

  it('REC-1 differ from name to name as those of accounts do', () => {
    const all = names.map(shown);
    const share = (holds: (contacts: ReturnType<typeof shown>) => boolean) =>
      all.filter(holds).length / all.length;
    expect(share(({ length }) => length === 1)).toBeGreaterThan(0.45);
    expect(share(({ length }) => length === 3)).toBeGreaterThan(0.05);
    const withPhone = share((contacts) => contacts.some(({ channel }) => channel === 'phone'));
    expect(withPhone).toBeGreaterThan(0.4);
    expect(withPhone).toBeLessThan(0.7);
    const masks = all.flatMap((contacts) => contacts.map(({ masked }) => masked));
    expect(new Set(masks).size).toBeGreaterThan(150);
    const letters = new Set(masks.filter((one) => one.includes('@')).map((one) => one[0]));
    expect(letters.size).toBeGreaterThan(15);
    const ids = all.flatMap((contacts) => contacts.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('REC-1 nobody without the key can foresee them', async () => {
    const other = await generateKeyRing();
    const others = createShadowSeeds(other);
    const same = names.filter((name) => {
      const theirs = madeUpContacts(others.of(vault.fingerprint(name)));
      return (
        JSON.stringify(theirs.map(({ masked }) => masked)) ===
        JSON.stringify(shown(name).map(({ masked }) => masked))
      );
    });
    expect(same.length).toBeLessThan(names.length / 10);
  });

  it('REC-2 what stands in for a contact looks like it, and reaches nobody', () => {
    for (const { channel, id, masked } of names.flatMap(shown)) {
      const address = addressLike({ channel, masked });
      expect(mask(channel, address), id).toBe(masked);
      expect(address).toMatch(channel === 'email' ? /\.@/ : /^\+999/);
    }
  });
});

describe('recovery tickets', () => {
  const tickets = createRecoveryTickets(ring);
  const id = seedOf('id').accountId as string;
  const recovery = { name: vault.fingerprint('a'), id: id as RecoveryId, startedAt: NOW };
  const challenge = { name: vault.fingerprint('a'), challengeId: id as ChallengeId, inShadow: true };

  it('REC-1 come back as they went, and are all of one length', () => {
    expect(tickets.openRecovery(tickets.sealRecovery(recovery))).toEqual(recovery);
    for (const inShadow of [true, false]) {
      const ticket = { ...challenge, inShadow };
      expect(tickets.openChallenge(tickets.sealChallenge(ticket))).toEqual(ticket);
    }
    const lengths = names.slice(0, 50).map((name) => {
      const sealed = tickets.sealRecovery({ ...recovery, name: vault.fingerprint(name) });
      return sealed.length;
    });
    expect(new Set(lengths).size).toBe(1);
    expect(tickets.sealChallenge(challenge)).toHaveLength(
      tickets.sealChallenge({ ...challenge, inShadow: false }).length,
    );
  });

  it('REC-1 are nothing when a single character is another, or when they are of the other kind', () => {
    const sealed = tickets.sealRecovery(recovery);
    fc.assert(
      fc.property(
        fc.nat({ max: sealed.length - 4 }),
        fc.constantFrom('a', 'b', 'Z', '0', '9', '-', '_'),
        (at, letter) => {
          const changed = sealed.slice(0, 2 + at) + letter + sealed.slice(3 + at);
          if (changed !== sealed) expect(tickets.openRecovery(changed)).toBeUndefined();
        },
      ),
    );
    expect(tickets.openChallenge(sealed)).toBeUndefined();
    expect(tickets.openChallenge(`rc.${sealed.slice(2, 105)}`)).toBeUndefined();
    expect(tickets.openRecovery('')).toBeUndefined();
  });

  it('REC-1 say nothing of the name to whoever reads them', () => {
    const bytes = Buffer.from(tickets.sealRecovery(recovery).slice(2), 'base64url').toString('hex');
    const hidden = Buffer.from(recovery.name, 'base64url').toString('hex');
    expect(bytes).not.toContain(hidden.slice(0, 8));
  });
});
