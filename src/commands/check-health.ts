import type { AccountId } from '../domain/identifiers.js';
import { Unavailable } from '../ports/unavailable.js';
import type { Parts } from './parts.js';

export interface Health {
  readonly ok: boolean;
  readonly parts: readonly PartHealth[];
}

export interface PartHealth {
  readonly name: 'storage';
  readonly ok: boolean;
}

/** No account has this id: looking for it costs one read of an empty partition. */
const NOBODY = 'health-check' as AccountId;

/** Whether the parts that every request needs answer. */
export async function checkHealth({ accounts }: Pick<Parts, 'accounts'>): Promise<Health> {
  const storage: PartHealth = { name: 'storage', ok: await answers(() => accounts.load(NOBODY)) };
  return { ok: storage.ok, parts: [storage] };
}

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (error instanceof Unavailable) return false;
    throw error;
  }
}
