import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Holder } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';

let host: LocalHost;
let holder: Holder;
beforeAll(async () => {
  host = await startHost();
  holder = await Holder.signedUp(host);
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

async function raw(
  method: string,
  path: string,
  init: { body?: string | Buffer; headers?: Record<string, string> } = {},
) {
  const response = await fetch(`${host.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${holder.token}`, 'content-type': 'application/json', ...init.headers },
    ...(init.body === undefined ? {} : { body: init.body }),
  });
  const text = await response.text();
  const body =
    text === '' ? {} : (JSON.parse(text) as { code?: string; errors?: { path: string; code: string }[] });
  return { status: response.status, code: body.code, errors: body.errors, headers: response.headers };
}

const add = (body: unknown) => raw('POST', '/api/security-info', { body: JSON.stringify(body) });
const email = (address: unknown) => add({ channel: 'email', address });
const phone = (country: string, number: string) =>
  add({ channel: 'phone', country, number, delivery: 'sms' });

describe('every bad input gets a clear answer', () => {
  it.each([
    ['no JSON', '{"channel"', 400, 'invalid-request'],
    ['no object', '[]', 400, 'invalid-request'],
    ['nothing', '', 400, 'invalid-request'],
    [
      'an unknown field',
      '{"channel":"email","address":"a@example.org","admin":true}',
      400,
      'invalid-request',
    ],
    [
      'a prototype key',
      '{"channel":"email","address":"a@example.org","__proto__":{"x":1}}',
      400,
      'invalid-request',
    ],
    ['a number for a text', '{"channel":"email","address":1}', 400, 'invalid-request'],
    ['an unknown channel', '{"channel":"pigeon","address":"x"}', 400, 'invalid-request'],
    ['a control character', '{"channel":"email","address":"a\\u0000@example.org"}', 400, 'invalid-request'],
    ['half a surrogate', '{"channel":"email","address":"a\\ud800@example.org"}', 400, 'invalid-request'],
  ])('%s', async (_, body, status, code) => {
    expect(await raw('POST', '/api/security-info', { body })).toMatchObject({ status, code });
  });

  it('bytes that are no UTF-8', async () => {
    const body = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
    expect(await raw('POST', '/api/security-info', { body })).toMatchObject({
      status: 400,
      code: 'invalid-request',
    });
  });

  it.each([
    [16 * 1024, 400],
    [16 * 1024 + 1, 413],
  ])('a body of %s bytes: %s', async (size, status) => {
    const frame = JSON.stringify({ channel: 'email', address: '' }).length;
    const body = JSON.stringify({ channel: 'email', address: 'x'.repeat(size - frame) });
    expect(body.length).toBe(size);
    expect(await raw('POST', '/api/security-info', { body })).toMatchObject({ status });
  });

  it('another media type, another method, another path, another token', async () => {
    const xml = { body: '<x/>', headers: { 'content-type': 'text/xml' } };
    expect(await raw('POST', '/api/security-info', xml)).toMatchObject({
      status: 415,
      code: 'unsupported-media-type',
    });
    const patched = await raw('PATCH', '/api/security-info', { body: '{}' });
    expect(patched).toMatchObject({ status: 405, code: 'method-not-allowed' });
    expect(patched.headers.get('allow')).toBe('DELETE, GET, HEAD, POST, OPTIONS');
    expect(await raw('GET', '/api/nothing/here')).toMatchObject({ status: 404, code: 'not-found' });
    const stranger = await raw('GET', '/api/security-info', { headers: { authorization: 'Bearer x.y.z' } });
    expect(stranger).toMatchObject({ status: 401, code: 'unauthenticated' });
    expect(stranger.headers.get('www-authenticate')).toBe('Bearer');
  });

  it.each(['x', '..%2f..%2f', '%00', 'a'.repeat(300), 'AAAAAAAAAAAAAAAAAAAAAA'])(
    'the id %s is not found',
    async (id) => {
      expect(await raw('GET', `/api/challenges/${id}`)).toMatchObject({ status: 404 });
      expect(await raw('DELETE', `/api/security-info/${id}`)).toMatchObject({ status: 404 });
      const asked = {
        body: JSON.stringify({ contactId: decodeURIComponent(id).replace('\0', '0'), purpose: 'step-up' }),
      };
      const created = await raw('POST', '/api/challenges', asked);
      expect([400, 404]).toContain(created.status);
    },
  );

  it.each([
    ['plainaddress', 'not-an-address'],
    ['two@@example.org', 'not-an-address'],
    ['a@b', 'not-an-address'],
    [`${'a'.repeat(65)}@example.org`, 'too-long'],
    ['"quoted"@example.org', 'unsupported-characters'],
    ['jürgen@example.org', 'unsupported-characters'],
  ])('ADD-3 the email address %s', async (address, code) => {
    expect(await email(address)).toMatchObject({
      status: 422,
      code: 'invalid-contact',
      errors: [{ path: 'address', code }],
    });
  });

  it('ADD-3 the own sign-in address is refused, in any case of letters', async () => {
    expect(await email(holder.signInName.toUpperCase())).toMatchObject({
      status: 422,
      errors: [{ code: 'own-sign-in-address' }],
    });
  });

  it.each([
    ['DE', 'call me', 'not-a-number'],
    ['FR', '06 12 34', 'too-short'],
    ['DE', '0151 234567890123456', 'too-long'],
    ['DE', '+33 6 12 34 56 78', 'wrong-country-code'],
    ['US', '+1 900 555 0100', 'kind-not-allowed'],
    ['DE', '0800 1234567', 'kind-not-allowed'],
    ['XX', '123456', 'unknown-country'],
  ])('ADD-2 %s %s: %s', async (country, number, code) => {
    const { errors, status } = await phone(country, number);
    expect([status, errors?.[0]?.code]).toEqual([422, code]);
  });

  it('ADD-2 from every country a number with too few and with too many digits', async () => {
    const response = await fetch(`${host.url}/api/countries?locale=de`);
    const countries = (await response.json()) as { country: string; callingCode: string; name: string }[];
    expect(countries.length).toBeGreaterThan(200);
    expect(countries.find(({ country }) => country === 'DE')).toMatchObject({
      callingCode: '+49',
      name: 'Deutschland',
    });
    for (const { callingCode, country } of countries) {
      for (const digits of ['1', '1'.repeat(20)]) {
        const { errors, status } = await phone(country, `${callingCode}${digits}`);
        expect([country, status]).toEqual([country, 422]);
        expect(['too-short', 'too-long', 'not-a-number', 'invalid-number', 'wrong-country-code']).toContain(
          errors?.[0]?.code,
        );
      }
    }
  });

  it('and none of it left anything behind', async () => {
    expect((await holder.info()).body.contacts).toEqual([]);
    expect(await host.logsSoFar()).not.toMatch(/internal-error/);
  });
});

describe('signing up and in', () => {
  const post = (path: string, body: unknown) => raw('POST', path, { body: JSON.stringify(body) });

  it('IDN-3 a name can be taken once, however it is written', async () => {
    const taken = { signInName: holder.signInName.toUpperCase(), password: 'another long one' };
    expect(await post('/api/accounts', taken)).toMatchObject({ status: 409, code: 'sign-in-name-taken' });
  });

  it('IDN-3 of ten sign-ups for one name at once one wins', async () => {
    const body = { signInName: 'contested@example.com', password: 'correct horse battery' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => post('/api/accounts', body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
    expect(await post('/api/sign-in', body)).toMatchObject({ status: 200 });
  });

  it.each([
    ['short', 'too-short'],
    ['password', 'common'],
    ['12345678', 'looks-like-code'],
    ['aaaaaaaaaa', 'common'],
    ['x'.repeat(300), 'too-long'],
  ])('the password %s is too weak', async (password, code) => {
    const answer = await post('/api/accounts', { signInName: 'weak@example.com', password });
    expect([answer.status, answer.code, answer.errors?.[0]?.code]).toEqual([422, 'weak-password', code]);
  });

  it('REC-1 a wrong password and an unknown name get the same answer', async () => {
    const known = await post('/api/sign-in', { signInName: holder.signInName, password: 'not the password' });
    const unknown = await post('/api/sign-in', {
      signInName: 'nobody@example.com',
      password: 'not the password',
    });
    expect([known.status, known.code]).toEqual([401, 'wrong-credentials']);
    expect([unknown.status, unknown.code]).toEqual([401, 'wrong-credentials']);
  });

  it('CODE-8 a code in the password box is told apart without being checked', async () => {
    const typed = { signInName: 'nobody@example.com', password: '123 456' };
    expect(await post('/api/sign-in', typed)).toMatchObject({ status: 401, code: 'code-is-not-password' });
  });

  it('a session that was ended is no session', async () => {
    const other = await Holder.signedUp(host);
    expect((await other.post('/api/sign-out')).status).toBe(204);
    expect((await other.info()).status).toBe(401);
  });
});

describe('the edge', () => {
  it('answers carry the security headers, and nothing is cached but what may be', async () => {
    for (const [path, cache] of [
      ['/api/security-info', 'no-store'],
      ['/api/nothing', 'no-store'],
      ['/api/countries', 'public, max-age=3600'],
      ['/api/openapi.json', 'public, max-age=3600'],
    ] as const) {
      const { headers } = await raw('GET', path);
      expect(headers.get('cache-control')).toBe(cache);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});
