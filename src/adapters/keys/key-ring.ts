import { generateKeyPair, exportJWK, type JWK } from 'jose';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Instant } from '../../domain/instant.js';

/** From when a key makes new things; it reads what others made with it as soon as it is there. */
const from = z.iso.datetime().optional();
const secretKey = z.strictObject({ version: z.int().positive(), secret: z.base64url().length(43), from });
const jwk = z.looseObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
  from,
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
 * can't rotate by themselves: what is found by hash would have to be indexed anew, so there is exactly one. Files made by
 * 0.2 have no `link`: there links hung on the code keys, and they go on with those until they get a key of their own.
 */
export const keyRingSchema = z
  .strictObject({
    code: versions,
    link: versions.optional(),
    address: versions,
    hash: secretKey.omit({ from: true }),
    signing: z.array(jwk).nonempty(),
  })
  .transform((file): KeyRing => ({ ...file, link: file.link ?? file.code }));

interface Rotating {
  /** RFC 3339 */
  readonly from?: string | undefined;
  /** Not yet making anything: never in a file, see `ringAt`. */
  readonly waits?: true;
}

export interface SecretKey extends Rotating {
  readonly version: number;
  /** 256 bits in base64url. */
  readonly secret: string;
}

/** A private ES256 JWK. */
export type SigningKey = JWK & Rotating;

export interface KeyRing {
  readonly code: readonly SecretKey[];
  readonly link: readonly SecretKey[];
  readonly address: readonly SecretKey[];
  readonly hash: SecretKey;
  readonly signing: readonly SigningKey[];
}

/** 256 random bits for each secret, a new P-256 pair for signing. */
export async function generateKeyRing(): Promise<KeyRing> {
  const first = () => generateSecretKey(1);
  const signing = [await generateSigningKey()];
  return { code: [first()], link: [first()], address: [first()], hash: first(), signing };
}

export function generateSecretKey(version: number): SecretKey {
  return { version, secret: randomBytes(32).toString('base64url') };
}

export async function generateSigningKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return exportJWK(privateKey);
}

/** The ring as it stands at an instant: what is there early and only reads is marked. */
export function ringAt(ring: KeyRing, now: Instant): KeyRing {
  const mark = <Key extends Rotating>(key: Key): Key =>
    key.from !== undefined && now < Date.parse(key.from) ? { ...key, waits: true } : key;
  const { address, code, link, signing } = ring;
  return {
    ...ring,
    code: code.map(mark),
    link: link.map(mark),
    address: address.map(mark),
    signing: signing.map(mark),
  };
}

/** The newest key that makes new things already. Where every key waits, the oldest has waited longest. */
export function currentKey<Key extends Rotating>(keys: readonly Key[]): Key {
  const current = keys.findLast(({ waits }) => waits !== true) ?? keys[0];
  if (current === undefined) throw new Error('There is no key.');
  return current;
}

export function secretBytes(keys: readonly SecretKey[], version: number): Buffer {
  const key = keys.find((one) => one.version === version);
  if (key === undefined) throw new Error(`There is no key of version ${version}.`);
  return Buffer.from(key.secret, 'base64url');
}
