import type { z } from 'zod';
import type { RefusalCode } from '../domain/refusal.js';
import type { SessionLimit } from '../domain/session.js';

/**
 * - `none`: anybody.
 * - `session`: a signed-in holder; whether a step-up is needed, too, is for the command to say.
 * - `webhook`: whoever has its key in the query; it answers the handshake of CloudEvents webhooks, too.
 * - `service`: another system of the same house, with a key of its own (IDN-4).
 * - `as-created`: a session; or nobody, for a challenge whose id is the ticket that a recovery gave (REC-2).
 * - `elevated`: the same, named so in the documentation because nearly every call needs the step-up.
 */
export type Access = 'none' | 'as-created' | 'session' | 'elevated' | 'webhook' | 'service';

/** All that one route takes and gives: what validates requests, checks answers and makes the OpenAPI document. */
export interface Contract<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Access_ extends Access = Access,
> {
  /** Registered name: camelCase of the registration's file. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the route prefix: `security-info/{contactId}`. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access_;
  /** `embedded`: it is there only where accounts and passwords are ours (IDN-3). */
  readonly identity?: 'embedded';
  /** Tokens of these limits are good here, too (CNF-1, REP-4). */
  readonly admits?: readonly SessionLimit[];
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Bytes; 16 KiB without it. */
  readonly longestBody?: number;
  readonly success: {
    readonly status: 200 | 201 | 202 | 204;
    readonly body?: z.ZodType;
    readonly headers?: Readonly<Record<string, string>>;
  };
  readonly refusals: readonly RefusalCode[];
  /**
   * No enumeration: these answers are held back to the next multiple of so many milliseconds after the request came, so that
   * what differs by less does not show. `to-nobody`: those of `as-created` that needed no token.
   */
  readonly evenTime?: {
    readonly answers: 'all' | 'refusals' | 'to-nobody';
    readonly milliseconds: number;
  };
  /** The trusted device may be shown by a browser's cookie, too, and its next token goes there (DEV-1). */
  readonly deviceCookie?: true;
  /** Cache-Control of a success; `no-store` without it. */
  readonly cache?: string;
}

export function defineContract<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  const Access_ extends Access,
>(contract: Contract<Params, Query, Body, Access_>): Contract<Params, Query, Body, Access_> {
  return contract;
}

const LIMITS: readonly SessionLimit[] = ['confirmation', 'new-password', 'sign-in'];

/** What a token of this limit gets where it is not good for. */
export function limitRefusal(
  limit: SessionLimit,
): 'confirmation-required' | 'new-password-required' | 'code-required' {
  switch (limit) {
    case 'confirmation':
      return 'confirmation-required';
    case 'new-password':
      return 'new-password-required';
    case 'sign-in':
      return 'code-required';
  }
}

/** What every route can answer beside its own refusals. */
export function statusesOf(contract: Contract): readonly RefusalCode[] {
  const limited =
    contract.access === 'webhook' || contract.access === 'service'
      ? []
      : LIMITS.filter((limit) => contract.admits?.includes(limit) !== true);
  const authenticated: readonly RefusalCode[] =
    contract.access === 'none' ? [] : ['unauthenticated', ...limited.map(limitRefusal)];
  const parsed =
    contract.body !== undefined || contract.query !== undefined ? (['invalid-request'] as const) : [];
  const found = contract.params === undefined ? [] : (['not-found'] as const);
  const repeatable = contract.method === 'GET' ? [] : (['idempotency-key-reused'] as const);
  return [...new Set([...parsed, ...authenticated, ...found, ...repeatable, ...contract.refusals])];
}
