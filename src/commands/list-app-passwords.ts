import type { AppPassword } from '../domain/app-password.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import type { Caller } from '../domain/session.js';
import type { Parts } from './parts.js';
import { readAsCaller } from './read-account.js';

type AppPasswordView = Pick<AppPassword, 'id' | 'name' | 'createdAt' | 'lastUsedAt'>;

/** APP-1: all of them: there are never many. */
export async function listAppPasswords(
  parts: Pick<Parts, 'accounts' | 'clock' | 'policy'>,
  caller: Caller,
): Promise<Outcome<{ readonly appPasswords: readonly AppPasswordView[] }, 'unauthenticated'>> {
  const read = await readAsCaller(parts, caller);
  if (read === undefined) return refuse({ code: 'unauthenticated' });
  const newestFirst = [...read.account.appPasswords].sort((a, b) => b.createdAt - a.createdAt);
  return ok({ appPasswords: newestFirst.map(view) });
}

function view({ createdAt, id, lastUsedAt, name }: AppPassword): AppPasswordView {
  return { id, name, createdAt, ...(lastUsedAt === undefined ? {} : { lastUsedAt }) };
}
