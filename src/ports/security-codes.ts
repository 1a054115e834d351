import type { CodeBinding, CodeReference, DerivedCode, TypedCode } from '../domain/security-code.js';

/** Makes and judges codes without keeping any (CODE-2): HOTP over a key derived with HKDF for one challenge. */
export interface SecurityCodes {
  /** The version that new challenges are bound to; earlier ones still derive. */
  readonly currentKeyVersion: number;
  derive(binding: CodeBinding): DerivedCode;
  /** In constant time. False, too, for a typed code of another length. */
  matches(binding: CodeBinding, typed: TypedCode): boolean;
  /** Four characters without look-alikes. No secret. */
  reference(binding: CodeBinding): CodeReference;
}
