import type { Account, OutsideName } from '../domain/account.js';
import { goesAt } from '../domain/activity.js';
import type { PlainAddress } from '../domain/contact-address.js';
import type { EventId } from '../domain/identifiers.js';
import { ok } from '../domain/outcome.js';
import { newOutsideAccount } from '../domain/outside-account.js';
import type { OutsideHolder } from '../ports/outside-identity.js';
import { activityEntryAt } from './activity-due.js';
import { changeAccount, type ChangeParts } from './change-account.js';
import type { Parts } from './parts.js';
import { nameFingerprint, ownAddressFingerprint } from './sign-in-name.js';

type MeetParts = ChangeParts & Pick<Parts, 'directory' | 'emailAddresses' | 'vault'>;

/**
 * IDN-1, IDN-2: whoever the account system outside has let in has an account here from the first time they are seen, and
 * is found by the name they have there. The name is claimed before it is written down: a claim without its account leads
 * nowhere and is made again, an account that had noted a name it never claimed would not be found by it for good.
 */
export async function meetOutsideHolder(
  parts: MeetParts,
  { accountId, locale = 'en', name }: OutsideHolder,
): Promise<void> {
  // No commit proves it, and none has to: nothing is done then, and the command that follows looks for itself.
  if (isMet(parts, parts.accounts.remembered(accountId)?.account, name)) return;
  const known = await parts.accounts.loadErased(accountId);
  // PRV-3: what is being erased must not claim its name again. It is made anew when it is next seen after that.
  if (known?.erasure !== undefined || isMet(parts, known, name)) return;

  const now = parts.clock.now();
  const activityDueAt = goesAt(now, parts.policy);
  const [outsideName] = await Promise.all([
    name === undefined ? undefined : claimed(parts, accountId, name),
    known === undefined ? parts.dueIndex.note([activityEntryAt(accountId, activityDueAt)]) : undefined,
  ]);
  if (known === undefined) {
    const eventId = parts.random.id() as EventId;
    // Two first requests at once: one of them makes it.
    await parts.accounts.create(
      newOutsideAccount(accountId, eventId, locale, outsideName, now, activityDueAt),
    );
  } else if (outsideName !== undefined && isAnother(outsideName, known.outsideName)) {
    // Before the new one is written down: dying in between, it is let go again. Afterwards nobody would remember it.
    await letGo(parts, accountId, name, known.outsideName);
    await changeAccount(parts, accountId, (account) => ({
      outcome: ok(undefined),
      change: { account: { ...account, outsideName }, events: [] },
    }));
  }
}

/** There is an account, and it is found by the name. */
function isMet(parts: MeetParts, known: Account | undefined, name: string | undefined): boolean {
  const had = known?.outsideName;
  const hasName =
    name === undefined || (had?.claimed === true && had.fingerprint === ownAddressFingerprint(parts, name));
  return known !== undefined && hasName;
}

/** First come, first served: who comes second is not found by the name as long as the first has it. */
async function claimed(
  { directory, emailAddresses, vault }: MeetParts,
  accountId: OutsideHolder['accountId'],
  name: string,
): Promise<OutsideName> {
  const owner = await directory.claimName(nameFingerprint(vault, name), accountId);
  return {
    sealed: vault.seal(name as PlainAddress, accountId),
    fingerprint: ownAddressFingerprint({ emailAddresses, vault }, name),
    claimed: owner === accountId,
  };
}

function isAnother(now: OutsideName, before: OutsideName | undefined): boolean {
  return now.fingerprint !== before?.fingerprint || now.claimed !== before.claimed;
}

/** Somebody else may come to have the name that was given up: recovery must not lead them here. */
async function letGo(
  { directory, vault }: MeetParts,
  accountId: OutsideHolder['accountId'],
  name: string | undefined,
  had: OutsideName | undefined,
): Promise<void> {
  if (had === undefined || name === undefined) return;
  const old = nameFingerprint(vault, vault.open(had.sealed, accountId));
  if (old !== nameFingerprint(vault, name)) await directory.releaseName(old, accountId);
}
