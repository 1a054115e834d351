import type { Account } from '../domain/account.js';
import {
  findAppPassword,
  makeAppPassword as decide,
  mayMakeAppPassword,
  newAppPassword,
  type MakeRefusal,
  type ShownAppPassword,
} from '../domain/app-passwords.js';
import type { AppPasswordId, EventId } from '../domain/identifiers.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import type { Caller } from '../domain/session.js';
import { changeAsCaller, readAsCaller, type AskedParts } from './change-account.js';
import type { Parts } from './parts.js';

export interface MadeAppPassword {
  readonly id: AppPasswordId;
  readonly name: string;
  /** Shown this once; a repeat of the request shows it again (DUR-4). */
  readonly appPassword: ShownAppPassword;
}

/** APP-1 */
export async function makeAppPassword(
  parts: AskedParts & Pick<Parts, 'passwords'>,
  caller: Caller,
  { name }: { readonly name: string },
): Promise<Outcome<MadeAppPassword, MakeRefusal | 'unauthenticated'>> {
  const read = await readAsCaller(parts, caller);
  if (read === undefined) return refuse({ code: 'unauthenticated' });
  const may = mayMakeAppPassword(read.account, caller, read.now);
  // Before the costly hash. Whether it repeats one that was made (DUR-4), the account knows.
  if (!may.ok) return changeAsCaller<MadeAppPassword, MakeRefusal>(parts, caller, () => ({ outcome: may }));
  const id = parts.random.id() as AppPasswordId;
  const eventId = parts.random.id() as EventId;
  const { secret, selector, shown } = drawn(parts, read.account);
  const hash = await parts.passwords.hash(secret);
  const made = { id, name, appPassword: shown };
  return changeAsCaller<MadeAppPassword, MakeRefusal>(parts, caller, (account, now) => {
    const { change, outcome } = decide(account, caller, { id, name, selector, hash }, eventId, now);
    if (!outcome.ok) return { outcome };
    return change === undefined ? { outcome: ok(made) } : { outcome: ok(made), change };
  });
}

/** Its first group is no other's: one finds one. */
function drawn({ random }: Pick<Parts, 'random'>, account: Account) {
  for (;;) {
    const made = newAppPassword(random.id());
    if (findAppPassword(account, made.selector) === undefined) return made;
  }
}
