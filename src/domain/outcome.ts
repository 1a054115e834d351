import type { Refusal, RefusalCode } from './refusal.js';

/** What a decision comes to: a value, or a refusal that the person can do something about. */
export type Outcome<T, C extends RefusalCode = RefusalCode> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal<C> };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function refuse<C extends RefusalCode>(
  refusal: Refusal<C>,
): { readonly ok: false; readonly refusal: Refusal<C> } {
  return { ok: false, refusal };
}

/**
 * The same outcome where more refusals are possible. Only where a code is a type parameter still open: the compiler can't
 * tell then that a refusal of some codes is one of more codes.
 */
export function widen<T, More extends RefusalCode>(
  outcome: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: unknown },
): Outcome<T, More> {
  return outcome as Outcome<T, More>;
}
