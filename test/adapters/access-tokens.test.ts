import { generateKeyPair, exportJWK, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { generateKeyRing } from '../../src/adapters/keys/key-ring.js';
import { createAccessTokens } from '../../src/adapters/tokens/access-tokens.js';
import type { ChallengeId, ContactId } from '../../src/domain/identifiers.js';
import { HOUR, MINUTE, plus, SECOND } from '../../src/domain/instant.js';
import { NOW, signedIn } from '../support/accounts.js';

const { signing } = await generateKeyRing();
const issuer = 'https://account.example.com';
const tokens = await createAccessTokens({ keys: signing, issuer });
const until = plus(NOW, HOUR);
const claims = { sid: 'session', sub: 'account', iss: issuer, aud: 'security-info' };

async function forged(change: {
  typ?: string;
  alg?: string;
  claims?: object;
  key?: Uint8Array;
}): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256');
  return new SignJWT({ ...claims, ...change.claims })
    .setProtectedHeader({ alg: change.alg ?? 'ES256', typ: change.typ ?? 'session+jwt', kid: 'x' })
    .setIssuedAt(NOW / SECOND)
    .setExpirationTime(until / SECOND)
    .sign(change.key ?? privateKey);
}

describe('IDN-5 tokens', () => {
  it('say who, and until when the step-up holds', async () => {
    const elevation = { until: plus(NOW, 15 * MINUTE), by: 'contact' as ContactId };
    const token = await tokens.issue({ ...signedIn(), elevation }, until, NOW);
    expect(await tokens.read(token, NOW)).toEqual({ ...signedIn(), elevation });
    expect(await tokens.read(await tokens.issue(signedIn(), until, NOW), NOW)).toEqual(signedIn());
  });

  it.each([
    [-1, true],
    [0, false],
    [1, false],
  ])('%s s from the end: valid %s', async (seconds, valid) => {
    const token = await tokens.issue(signedIn(), until, NOW);
    expect((await tokens.read(token, plus(until, seconds * SECOND))) !== undefined).toBe(valid);
  });

  it('of another kind, issuer, audience, key or algorithm are none', async () => {
    const ticket = { accountId: signedIn().accountId, challengeId: 'c' as ChallengeId, send: 1 };
    const call = await tokens.issueCallTicket(ticket, until, NOW);
    const session = await tokens.issue(signedIn(), until, NOW);
    expect(await tokens.readCallTicket(call, NOW)).toEqual(ticket);
    expect(await tokens.read(call, NOW)).toBeUndefined();
    expect(await tokens.readCallTicket(session, NOW)).toBeUndefined();
    const elsewhere = await createAccessTokens({ keys: signing, issuer: 'https://elsewhere.example.com' });
    expect(await elsewhere.read(session, NOW)).toBeUndefined();
    const publicKey = Buffer.from(JSON.stringify({ ...signing[0], d: undefined }));
    const bad = [
      await forged({}),
      await forged({ alg: 'HS256', key: publicKey }),
      new UnsecuredJWT(claims).setExpirationTime(until / SECOND).encode(),
      `${session.slice(0, -4)}AAAA`,
      session.replace(/^[^.]+/, Buffer.from('{"alg":"none"}').toString('base64url')),
      '',
      'a.b.c',
    ];
    for (const token of bad) expect(await tokens.read(token, NOW)).toBeUndefined();
  });

  it('outlive a rotation of keys', async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const rotated = await createAccessTokens({ keys: [...signing, await exportJWK(privateKey)], issuer });
    const before = await tokens.issue(signedIn(), until, NOW);
    const after = await rotated.issue(signedIn(), until, NOW);
    expect(await rotated.read(before, NOW)).toEqual(signedIn());
    expect(await rotated.read(after, NOW)).toEqual(signedIn());
    expect(await tokens.read(after, NOW)).toBeUndefined();
  });
});
