import { describe, expect, it } from 'vitest';
import { createAppServiceIdentity } from '../../src/adapters/identity/app-service-identity.js';
import { createOutsideSessionIds } from '../../src/adapters/identity/outside-ids.js';
import { generateKeyRing } from '../../src/adapters/keys/key-ring.js';
import { SECOND } from '../../src/domain/instant.js';
import { NOW } from '../support/accounts.js';

const { readHeaders } = createAppServiceIdentity(
  { nameClaim: 'email' },
  createOutsideSessionIds(await generateKeyRing()),
);
const EMAIL = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress';

function principal(...claims: readonly (readonly [string, string])[]): string {
  const body = { auth_typ: 'aad', claims: claims.map(([typ, val]) => ({ typ, val })), name_typ: 'name' };
  return Buffer.from(JSON.stringify(body)).toString('base64');
}
const read = (headers: Readonly<Record<string, string>>) => readHeaders((name) => headers[name] ?? null, NOW);

describe('IDN-2 the principal header', () => {
  it('says who, since when, and what they are called', () => {
    const header = principal(
      ['iat', '1700000000'],
      [EMAIL, 'ada@example.com'],
      ['email_verified', 'True'],
      ['locale', 'de'],
    );
    expect(read({ 'x-ms-client-principal': header, 'x-ms-client-principal-id': 'oid-1' })).toMatchObject({
      ...{ accountId: 'oid-1', name: 'ada@example.com', locale: 'de' },
      outside: { since: 1_700_000_000 * SECOND },
    });
  });

  it('the id alone is enough; when they signed in is not known then', () => {
    expect(read({ 'x-ms-client-principal-id': 'oid-1' })).toMatchObject({
      ...{ accountId: 'oid-1', outside: { since: NOW } },
    });
  });

  it('the account is in the claims where there is no id', () => {
    const sub = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier';
    expect(read({ 'x-ms-client-principal': principal([sub, 'their-sub']) })).toMatchObject({
      accountId: 'their-sub',
    });
  });

  it.each([[['email_verified', 'false']], [['email_verified', 'False']], [[]]])(
    'an address not proven is no name: %j',
    (claims) => {
      const proven = claims.length === 0 ? [] : [claims as [string, string]];
      const header = principal(['email', 'ada@example.com'], ...proven);
      const holder = read({ 'x-ms-client-principal': header, 'x-ms-client-principal-id': 'oid-1' });
      expect(holder).not.toHaveProperty('name');
    },
  );

  it.each([
    [{}],
    [{ 'x-ms-client-principal': principal() }],
    [{ 'x-ms-client-principal': 'no base64 of ours', 'x-ms-client-principal-id': 'oid-1' }],
    [{ 'x-ms-client-principal-id': '' }],
  ])('%j names nobody', (headers) => {
    expect(read(headers)).toBeUndefined();
  });
});
