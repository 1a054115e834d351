import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDeviceTokens } from '../../src/adapters/keys/device-tokens.js';
import { generateKeyRing } from '../../src/adapters/keys/key-ring.js';
import { systemRandom } from '../../src/adapters/system/system-random.js';
import type { AccountId, DeviceId } from '../../src/domain/identifiers.js';

const tokens = createDeviceTokens(await generateKeyRing());
const account = 'account' as AccountId;
const device = systemRandom.id() as DeviceId;

describe('DEV-1 the tokens of trusted devices', () => {
  it('are read back as what is kept of them, and hold 256 bits that are not in there', () => {
    const { token, tokenHash } = tokens.issue(account, device, systemRandom);
    expect(tokens.read(account, token)).toEqual({ deviceId: device, tokenHash });
    expect(token).toMatch(/^[\w-]{22}\.[\w-]{66}$/);
    expect(token).not.toContain(tokenHash);
    expect(tokens.issue(account, device, systemRandom).token).not.toBe(token);
  });

  it('are nobody else’s, and no other key’s', async () => {
    const { token } = tokens.issue(account, device, systemRandom);
    expect(tokens.read('other' as AccountId, token)).toBeUndefined();
    expect(createDeviceTokens(await generateKeyRing()).read(account, token)).toBeUndefined();
    expect(tokens.read(account, undefined)).toBeUndefined();
  });

  it('changed anywhere they are inventions, which revoke nothing', () => {
    const { token } = tokens.issue(account, device, systemRandom);
    fc.assert(
      fc.property(
        fc.nat({ max: token.length - 1 }),
        fc.constantFrom('A', 'b', '7', '_', '.'),
        (at, other) => {
          fc.pre(token[at] !== other);
          expect(tokens.read(account, token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined();
        },
      ),
    );
    fc.assert(fc.property(fc.string(), (text) => tokens.read(account, text) === undefined));
  });
});
