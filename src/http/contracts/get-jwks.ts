import { z } from 'zod';
import { defineContract } from '../contract.js';

const publicKey = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
  alg: z.literal('ES256'),
  use: z.literal('sig'),
});

export const getJwksContract = defineContract({
  name: 'getJwks',
  method: 'GET',
  path: 'jwks',
  summary: 'The keys that verify what this service signs',
  access: 'none',
  success: { status: 200, body: z.strictObject({ keys: z.array(publicKey) }) },
  refusals: [],
  // A new key is shown for three times as long before it signs (docs/decisions/0013).
  cache: 'public, max-age=300',
});
