import type { AccountId } from '../domain/identifiers.js';
import { ok, type Outcome } from '../domain/outcome.js';
import type { Parts } from './parts.js';

export interface Health {
  readonly status: 'ok';
  readonly parts: readonly { readonly name: string; readonly ok: true }[];
}

/** No account has this id: looking for it costs one read of an empty partition. */
const NOBODY = 'health-check' as AccountId;

/**
 * Whether the parts that every request needs answer.
 *
 * @throws Unavailable naming the part that does not
 */
export async function checkHealth({ accounts }: Pick<Parts, 'accounts'>): Promise<Outcome<Health, never>> {
  await accounts.load(NOBODY);
  return ok({ status: 'ok', parts: [{ name: 'storage', ok: true }] });
}
