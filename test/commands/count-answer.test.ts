import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createAddressVault } from '../../src/adapters/keys/address-vault.js';
import { createPhoneNumbers } from '../../src/adapters/phone-numbers/phone-numbers.js';
import { countAnswer } from '../../src/commands/count-answer.js';
import type { Challenge } from '../../src/domain/challenge.js';
import type { PlainAddress } from '../../src/domain/contact-address.js';
import { ok } from '../../src/domain/outcome.js';
import { noTelemetry, type Facts } from '../../src/ports/telemetry.js';
import { account, active, contact, ids, NOW } from '../support/accounts.js';

const key = (version: number) => ({ version, secret: randomBytes(32).toString('base64url') });
const [first, second] = [key(1), key(2)];
const vaultOf = (...address: [typeof first, ...(typeof first)[]]) =>
  createAddressVault({ address, hash: key(1) });

const challenge: Challenge = {
  id: ids.challengeId,
  contactId: contact('phone', active(1), 'phone').id,
  purpose: 'step-up',
  delivery: 'sms',
  keyVersion: 1,
  sentAt: [NOW],
  wrongTries: 0,
  deliveryStatus: 'sent',
};

it.each([
  { what: 'by calling code', vault: vaultOf(first), facts: { delivery: 'sms', calling_code: '+49' } },
  { what: 'without one when its key is gone', vault: vaultOf(second), facts: { delivery: 'sms' } },
])('a right code is counted $what', ({ facts, vault }) => {
  const before = account();
  const sealed = vaultOf(first).seal('+4915123456789' as PlainAddress, before.id);
  const phone = { ...contact('phone', active(1), 'phone'), sealed };
  const counted: Facts[] = [];
  const parts = {
    phoneNumbers: createPhoneNumbers('*'),
    telemetry: { ...noTelemetry, count: (_: string, told: Facts = {}) => void counted.push(told) },
    vault,
  };
  countAnswer(parts, { ...before, contacts: [phone], challenges: [challenge] }, challenge.id, ok(undefined));
  expect(counted).toEqual([facts]);
});
