import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
} from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOidcIdentity } from '../../src/adapters/identity/oidc-identity.js';
import { createOutsideSessionIds } from '../../src/adapters/identity/outside-ids.js';
import { generateKeyRing } from '../../src/adapters/keys/key-ring.js';
import { instant, SECOND, type Instant } from '../../src/domain/instant.js';
import { Unavailable } from '../../src/ports/unavailable.js';
import { AUDIENCE, OidcProvider, type Claims } from '../support/oidc-provider.js';

let provider: OidcProvider;
let signs: CryptoKey;
const sessionIdOf = createOutsideSessionIds(await generateKeyRing());
beforeAll(async () => {
  provider = await OidcProvider.start({
    'ada.lovelace': { email: 'ada@example.com', email_verified: true, locale: 'de-DE', sid: 'her browser' },
    'grace@example.com': { email: 'grace@example.com', email_verified: false, ui_locales: 'x! en_US fr' },
    'tenant/a#b?c': {},
    'h.looks-like-a-digest': {},
    gate: { roles: ['reader', 'security-info.gate'] },
    scoped: { roles: 'reader security-info.gate' },
    almost: { roles: ['security-info.gates'] },
  });
  signs = (await importJWK(provider.keys[0]!, 'RS256')) as CryptoKey;
});
afterAll(async () => {
  await provider[Symbol.asyncDispose]();
});

const identity = (change: object = {}) =>
  createOidcIdentity(
    {
      ...{ issuer: provider.issuer, audience: AUDIENCE, jwksUri: undefined, algorithms: ['RS256'] },
      ...{ accountClaim: 'sub', nameClaim: 'email' },
      ...{ serviceClaim: 'roles', serviceRole: 'security-info.gate', clockSkew: 30 * SECOND },
      ...change,
    },
    sessionIdOf,
  );
const now = (): Instant => instant(Date.now());
const read = async (token: string) => identity().readToken(token, now());

describe('IDN-1 a token of the provider', () => {
  it('says whose it is, since when, what they are called, in which language', async () => {
    const party = await read(await provider.token('ada.lovelace'));
    expect(party).toMatchObject({
      ...{ kind: 'holder', accountId: 'ada.lovelace', name: 'ada@example.com', locale: 'de-DE' },
      outside: { since: expect.any(Number) as number, until: expect.any(Number) as number },
    });
    // Another token of the same session.
    const again = await read(await provider.token('ada.lovelace'));
    expect(again).toMatchObject({ sessionId: (party as { sessionId: string }).sessionId });
  });

  it('gives no name that the provider has not seen proven, and the first language that is one', async () => {
    const party = await read(await provider.token('grace@example.com'));
    expect(party).toMatchObject({ accountId: 'grace@example.com', locale: 'en-US' });
    expect(party).not.toHaveProperty('name');
  });

  it.each(['tenant/a#b?c', 'h.looks-like-a-digest'])(
    'account %s gets an id that keys can hold',
    async (name) => {
      const party = (await read(await provider.token(name))) as { accountId: string };
      expect(party.accountId).toMatch(/^h\.[\w-]{43}$/);
    },
  );

  it.each([
    ['gate', 'service'],
    ['scoped', 'service'],
    ['almost', 'holder'],
  ])('IDN-4 of %s is a %s’s', async (name, kind) => {
    expect(await read(await provider.token(name))).toMatchObject({ kind });
  });
});

interface Forgery {
  readonly claims?: Claims;
  readonly alg?: string;
  readonly key?: CryptoKey | Uint8Array;
  readonly kid?: string;
}

/** Right in everything but what is given. */
function forged({ alg = 'RS256', claims = {}, key = signs, kid = provider.keys[0]?.kid ?? '' }: Forgery) {
  const seconds = Math.floor(Date.now() / 1000);
  const right = { iss: provider.issuer, aud: AUDIENCE, sub: 'ada', iat: seconds, exp: seconds + 3600 };
  return new SignJWT({ ...right, ...claims }).setProtectedHeader({ alg, kid }).sign(key);
}

describe('IDN-1 anything else is nobody', () => {
  it.each<[string, Claims]>([
    ['another audience', { aud: 'https://elsewhere.example' }],
    ['another issuer', { iss: 'https://elsewhere.example' }],
    ['no account', { sub: undefined }],
    ['an account that is no text', { sub: 7 }],
    ['an empty account', { sub: '' }],
    ['no end', { exp: undefined }],
    ['no beginning', { iat: undefined }],
    ['a beginning still to come', { nbf: Math.floor(Date.now() / 1000) + 600 }],
  ])('%s', async (_, claims) => {
    expect(await read(await forged({}))).toMatchObject({ accountId: 'ada' });
    expect(await read(await forged({ claims }))).toBeUndefined();
  });

  it('a token for another resource of the same provider', async () => {
    expect(await read(await provider.token('ada.lovelace', 'https://other.example'))).toBeUndefined();
  });

  it('unsigned, signed with the public key as a secret, with another key, or tampered with', async () => {
    const publicKey = provider.keys[0]!;
    const { d: _, ...shown } = publicKey;
    const pem = await exportSPKI((await importJWK(shown, 'RS256')) as CryptoKey);
    const { privateKey } = await generateKeyPair('RS256');
    const claims = { iss: provider.issuer, aud: AUDIENCE, sub: 'ada' };
    const good = await forged({});
    const bad = [
      new UnsecuredJWT(claims).setIssuedAt().setExpirationTime('1h').encode(),
      await forged({ alg: 'HS256', key: Buffer.from(pem) }),
      await forged({ alg: 'HS256', key: Buffer.from(JSON.stringify(shown)) }),
      await forged({ key: privateKey }),
      await forged({
        alg: 'PS256',
        key: await importJWK({ ...publicKey, alg: 'PS256' }, 'PS256'),
      }),
      `${good.slice(0, -4)}AAAA`,
      good.split('.').slice(0, 2).join('.'),
      '',
      'a.b.c',
    ];
    for (const token of bad) expect(await read(token)).toBeUndefined();
  });

  it.each([
    [-31, true],
    [29, true],
    [31, false],
  ])('%i s past its end, with 30 s between the clocks: taken %s', async (seconds, taken) => {
    const exp = Math.floor(Date.now() / 1000) + 3600;
    const token = await forged({ claims: { exp } });
    const at = instant((exp + seconds) * SECOND);
    expect((await identity().readToken(token, at)) !== undefined).toBe(taken);
  });
});

describe('IDN-1 a session', () => {
  it('began when somebody signed in, not when the token was refreshed', async () => {
    const signedIn = Math.floor(Date.now() / 1000) - 7200;
    expect(await read(await forged({ claims: { auth_time: signedIn } }))).toMatchObject({
      outside: { since: signedIn * SECOND },
    });
  });

  it('is told apart by its sid, else by the token', async () => {
    const ids = new Set<unknown>();
    for (const claims of [{ sid: 'a' }, { sid: 'b' }, { jti: 'a' }, { jti: 'b' }, {}, { sid: 'a', jti: 'c' }])
      ids.add(((await read(await forged({ claims }))) as { sessionId: string }).sessionId);
    expect(ids.size).toBe(5);
  });
});

describe('IDN-1 the provider', () => {
  it('down is an outage, also its JWKS alone; but not for what does not claim to be its token', async () => {
    const token = await provider.token('ada.lovelace');
    const elsewhere = await forged({ claims: { iss: 'https://elsewhere.example' } });
    const [fresh, byUri] = [identity(), identity({ jwksUri: `${provider.issuer}/jwks` })];
    await provider.stop();
    await expect(fresh.readToken(token, now())).rejects.toThrow(Unavailable);
    await expect(byUri.readToken(token, now())).rejects.toThrow('identity provider unavailable');
    expect(await fresh.readToken(elsewhere, now())).toBeUndefined();
    await provider.resume();
    for (const one of [fresh, byUri]) expect(await one.readToken(token, now())).toBeDefined();
  });

  it('must name itself as configured', async () => {
    const token = await forged({ claims: { iss: `${provider.issuer}/` } });
    await expect(identity({ issuer: `${provider.issuer}/` }).readToken(token, now())).rejects.toThrow(
      Unavailable,
    );
  });

  it('that lent its name to a key of another kind gives no token', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    expect((await exportJWK(publicKey)).kty).toBe('EC');
    const es256 = identity({ algorithms: ['ES256', 'RS256'] });
    const token = await forged({ alg: 'ES256', key: privateKey });
    expect(await es256.readToken(token, now())).toBeUndefined();
  });
});
