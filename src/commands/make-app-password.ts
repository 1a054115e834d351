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
import { ok, type Outcome } from '../domain/outcome.js';
import type { Caller } from '../domain/session.js';
import { changeAsCaller, type AskedParts } from './change-account.js';
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
  const id = parts.random.id() as AppPasswordId;
  const eventId = parts.random.id() as EventId;
  let made: Awaited<ReturnType<typeof drawn>> | undefined;
  return changeAsCaller<MadeAppPassword, MakeRefusal>(parts, caller, async (account, now) => {
    // A hash is work: not for whoever may not make one.
    const may = mayMakeAppPassword(account, caller, now);
    if (!may.ok) return { outcome: may };
    if (made === undefined || findAppPassword(account, made.selector) !== undefined)
      made = await drawn(parts, account);
    const { hash, selector, shown } = made;
    const { change, outcome } = decide(account, caller, { id, name, selector, hash }, eventId, now);
    if (!outcome.ok) return { outcome };
    const shownOnce = ok({ id, name, appPassword: shown });
    return change === undefined ? { outcome: shownOnce } : { outcome: shownOnce, change };
  });
}

/** Its first group is no other's: one finds one. */
async function drawn({ passwords, random }: Pick<Parts, 'passwords' | 'random'>, account: Account) {
  for (;;) {
    const { secret, selector, shown } = newAppPassword(random.id());
    if (findAppPassword(account, selector) === undefined)
      return { hash: await passwords.hash(secret), selector, shown };
  }
}
