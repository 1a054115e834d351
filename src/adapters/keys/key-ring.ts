import { generateKeyPair, exportJWK, type JWK } from 'jose';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';

const secretKey = z.strictObject({ version: z.int().positive(), secret: z.base64url().length(43) });
const jwk = z.looseObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});

/** Ordered by version, the newest last. */
const versions = z
  .array(secretKey)
  .nonempty()
  .refine((keys) => keys.every(({ version }, at) => at === 0 || version > (keys[at - 1]?.version ?? 0)), {
    error: 'versions must go up',
  });

/**
 * Every key the service works with, by kind and version. The newest makes new things, all of them read old ones. Hash keys
 * can't rotate by themselves: what is found by hash would have to be indexed anew, so there is exactly one.
 */
export const keyRingSchema = z.strictObject({
  code: versions,
  address: versions,
  hash: secretKey,
  signing: z.array(jwk).nonempty(),
});

export type KeyRing = Omit<z.infer<typeof keyRingSchema>, 'signing'> & { readonly signing: readonly JWK[] };

/** 256 random bits for each secret, a new P-256 pair for signing. */
export async function generateKeyRing(): Promise<KeyRing> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const secret = () => ({ version: 1, secret: randomBytes(32).toString('base64url') });
  return { code: [secret()], address: [secret()], hash: secret(), signing: [await exportJWK(privateKey)] };
}

export function secretBytes(keys: readonly { version: number; secret: string }[], version: number): Buffer {
  const key = keys.find((one) => one.version === version);
  if (key === undefined) throw new Error(`There is no key of version ${version}.`);
  return Buffer.from(key.secret, 'base64url');
}

export function newestVersion(keys: readonly { version: number }[]): number {
  const newest = keys.at(-1);
  if (newest === undefined) throw new Error('There is no key.');
  return newest.version;
}
