import { HttpRequest, InvocationContext } from '@azure/functions';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { allContracts } from '../../src/http/all-contracts.js';
import { defineContract, statusesOf } from '../../src/http/contract.js';
import { networkAddress } from '../../src/http/network-address.js';
import { openapiDocument } from '../../src/http/openapi-document.js';
import { problemBody, problems, type ProblemCode } from '../../src/http/problems.js';
import { authenticate } from '../../src/http/authenticate.js';
import { createRoute } from '../../src/http/route.js';
import type { Services } from '../../src/http/services.js';
import { ok, refuse, type Outcome } from '../../src/domain/outcome.js';
import { Unavailable } from '../../src/ports/unavailable.js';

const contract = defineContract({
  name: 'sample',
  method: 'POST',
  path: 'sample',
  summary: 'A sample',
  access: 'none',
  body: z.strictObject({ text: z.string().max(20_000) }),
  success: { status: 200, body: z.strictObject({ text: z.string() }) },
  refusals: ['not-usable'],
});

const services = {
  isDevelopment: true,
  identity: { kind: 'embedded' },
  trustedProxies: 0,
  workflowsFor: () => ({}),
  parseCallEvents: () => [],
  countRoundTrips: async (work: () => Promise<unknown>) => ({ result: await work(), roundTrips: {} }),
} as unknown as Services;

async function ask(
  handle: () => Promise<Outcome<unknown>> | Outcome<unknown>,
  body: string | Uint8Array = '{"text":"x"}',
  headers: Record<string, string> = { 'content-type': 'application/json' },
) {
  const { handler } = createRoute(() => Promise.resolve(services))(contract, handle);
  const bytes = typeof body === 'string' ? Buffer.from(body) : Buffer.from(body);
  const request = new HttpRequest({
    method: 'POST',
    url: 'http://localhost/api/sample',
    headers,
    body: { bytes },
  });
  const logged: string[] = [];
  const context = new InvocationContext({
    functionName: 'sample',
    logHandler: (_, ...args) => logged.push(args.join(' ')),
  });
  const response = (await handler(request, context)) as {
    status: number;
    headers: Record<string, string>;
    body: string;
  };
  return { ...response, json: JSON.parse(response.body) as { code?: string }, logged: logged.join('\n') };
}

describe('problems', () => {
  it.each(Object.keys(problems) as ProblemCode[])(
    '%s has the members of RFC 9457 and says what to do',
    (code) => {
      const body = problemBody({ code } as never, 'request');
      expect(body).toMatchObject({
        type: `urn:security-info:problem:${code}`,
        instance: 'urn:uuid:request',
        code,
      });
      expect(String(body['detail']).length).toBeGreaterThan(20);
      expect(body['status']).toBeGreaterThanOrEqual(400);
    },
  );
});

describe('a route', () => {
  it('answers with what its contract states', async () => {
    expect(await ask(() => ok({ text: 'y' }))).toMatchObject({ status: 200, json: { text: 'y' } });
    expect(await ask(() => refuse({ code: 'not-usable', reason: 'purpose' }))).toMatchObject({ status: 409 });
  });

  it('an undeclared refusal or body fails loudly in development', async () => {
    const undeclared = await ask(() => refuse({ code: 'sign-in-name-taken' }));
    expect([undeclared.status, undeclared.json.code]).toEqual([500, 'internal-error']);
    expect((await ask(() => ok({ other: 1 }))).status).toBe(500);
  });

  it('an outage is a 503 with a time, a bug a 500 without its words', async () => {
    const outage = await ask(() => Promise.reject(new Unavailable('storage', { retryAfterSeconds: 7 })));
    expect(outage).toMatchObject({
      status: 503,
      headers: { 'Retry-After': '7' },
      json: { code: 'unavailable', part: 'storage' },
    });
    const bug = await ask(() => Promise.reject(new Error('ada@example.org\nhas the code 123456')));
    expect(bug.status).toBe(500);
    expect(`${bug.body}${bug.logged}`).not.toMatch(/ada@|123456/);
    expect(bug.logged).toContain('route.test.ts');
  });

  it.each([
    ['application/json', 200],
    ['application/json; charset=utf-8', 200],
    ['application/json; charset="UTF-8"', 200],
    ['application/json; charset=latin1', 415],
    ['text/plain', 415],
    ['', 415],
  ])('takes %s: %s', async (type, status) => {
    expect((await ask(() => ok({ text: 'y' }), undefined, { 'content-type': type })).status).toBe(status);
  });

  it.each([
    [16 * 1024 - 1, 200],
    [16 * 1024, 200],
    [16 * 1024 + 1, 413],
  ])('of %s bytes: %s', async (size, status) => {
    const body = `{"text":"${'x'.repeat(size - 11)}"}`;
    expect(body.length).toBe(size);
    expect((await ask(() => ok({ text: 'y' }), body)).status).toBe(status);
  });

  it('whatever is sent is answered, and never with a 500', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json(), fc.uint8Array()), async (body) => {
        const { json, status } = await ask(() => ok({ text: 'y' }), body);
        expect([200, 400]).toContain(status);
        if (status === 400) expect(json.code).toBe('invalid-request');
      }),
    );
  });
});

describe('where a request came from', () => {
  it.each([
    [null, 1, undefined],
    ['1.2.3.4', 0, undefined],
    ['1.2.3.4', 1, '1.2.3.4'],
    ['6.6.6.6, 1.2.3.4:55', 1, '1.2.3.4'],
    ['6.6.6.6, 1.2.3.4, 10.0.0.1', 2, '1.2.3.4'],
    ['[2001:DB8::1]:443', 1, '2001:db8::1'],
    ['1.2.3.4', 2, undefined],
    ['', 1, undefined],
  ])('%s behind %s proxies: %s', (header, proxies, address) => {
    expect(networkAddress(header, proxies)).toBe(address);
  });
});

describe('the OpenAPI document', () => {
  const document = openapiDocument('https://account.example.com', 'embedded');

  it.each(allContracts.map((one) => [one.name, one] as const))('%s is there with every status', (_, one) => {
    const path = (
      document.paths as Record<string, Record<string, { responses: object; operationId: string }>>
    )[`/${one.path}`];
    const operation = path?.[one.method.toLowerCase()];
    expect(operation?.operationId).toBe(one.name);
    const stated = Object.keys(operation?.responses ?? {});
    expect(stated).toContain(String(one.success.status));
    for (const code of statusesOf(one)) expect(stated).toContain(String(problems[code].status));
  });

  it('is one of version 3.1, and every reference in it leads somewhere', () => {
    expect(document.openapi).toBe('3.1.0');
    for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      expect(document.components?.schemas).toHaveProperty(String(name));
    }
  });
});

describe('IDN-4 whoever asks at a gate while our keys could not be read', () => {
  const parties: Readonly<Record<string, object>> = {
    service: { kind: 'service' },
    holder: { kind: 'holder' },
  };
  const judged = (bearer: string) =>
    authenticate(
      'service',
      {
        clock: { now: () => 0 },
        identity: { kind: 'oidc', readToken: (token: string) => Promise.resolve(parties[token]) },
        isServiceKey: () => {
          throw new Unavailable('vault');
        },
      } as unknown as Services,
      new HttpRequest({
        method: 'POST',
        url: 'http://localhost/api/gate/sign-in',
        headers: { authorization: `Bearer ${bearer}` },
      }),
    );

  it('with a token of the provider’s is judged by it', async () => {
    expect(await judged('service')).toMatchObject({ ok: true });
    expect(await judged('holder')).toMatchObject({ ok: false, refusal: { code: 'unauthenticated' } });
  });

  it('with anything else meets an outage, and no refusal', async () => {
    await expect(judged('a-key-of-ours')).rejects.toThrow(Unavailable);
  });
});
