import { setTimeout as sleep } from 'node:timers/promises';
import { settle, type Account, type Change } from '../domain/account.js';
import type { Decision } from '../domain/decision.js';
import type { AccountId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';
import { refuse, widen, type Outcome } from '../domain/outcome.js';
import type { RefusalCode } from '../domain/refusal.js';
import type { Caller } from '../domain/session.js';
import type { LoadedAccount } from '../ports/accounts.js';
import { Unavailable } from '../ports/unavailable.js';
import { flowsFor } from './flows-for.js';
import type { Parts } from './parts.js';

/** Two contenders a round at worst: enough for far more parallel requests than one account ever sees. */
const ROUNDS = 25;
const LONGEST_PAUSE_MS = 40;

export type ChangeParts = Pick<Parts, 'accounts' | 'clock' | 'policy' | 'random' | 'workflows'>;

/** Decides over an account as it stands now. */
export type Decide<T, C extends RefusalCode> = (account: Account, now: Instant) => Decision<T, C>;

/** What a change needs beside the account's own rows, done once, after the decision stands and before it is committed. */
export type BeforeCommit<C extends RefusalCode> = () => Promise<Outcome<undefined, C>>;

/**
 * Load, decide, commit; again from the start when somebody else committed meanwhile. Flows that the change needs are
 * started before it is committed: an account without its flow would be a promise nobody keeps, a flow without its
 * account looks once and ends (docs/decisions/0002).
 *
 * @returns undefined when there is no such account
 * @throws Unavailable when storage or the task hub fails, and then nothing has changed; or when others kept committing
 */
export async function changeAccount<T, C extends RefusalCode>(
  parts: ChangeParts,
  id: AccountId,
  decide: Decide<T, C>,
  beforeCommit?: BeforeCommit<C>,
): Promise<Outcome<T, C> | undefined> {
  const started = new Set<string>();
  let prepared = beforeCommit === undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    const loaded = await parts.accounts.load(id);
    if (loaded === undefined) return undefined;
    const now = parts.clock.now();
    const settled = settle(loaded.account, now, parts.policy);
    const decision = decide(settled.account, now);
    if (decision.change === undefined) return decision.outcome;
    const change: Change = {
      account: decision.change.account,
      events: [...settled.events, ...decision.change.events],
    };
    if (beforeCommit !== undefined && !prepared) {
      const ready = await beforeCommit();
      if (!ready.ok) return ready;
      prepared = true;
    }
    if ((await commit(parts, loaded, change, started)) === 'committed') return decision.outcome;
    await sleep(parts.random.fraction() * Math.min(LONGEST_PAUSE_MS, 4 * (round + 1)));
  }
  throw new Unavailable('account', { retryAfterSeconds: 1 });
}

async function commit(
  parts: ChangeParts,
  loaded: LoadedAccount,
  change: Change,
  started: Set<string>,
): Promise<'committed' | 'conflict'> {
  const flows = change.events.map((event) => flowsFor(change.account.id, event));
  for (const { start } of flows) {
    const key = JSON.stringify(start);
    if (start === undefined || started.has(key)) continue;
    await parts.workflows.start(start);
    started.add(key);
  }
  const result = await parts.accounts.commit(loaded, change);
  if (result === 'committed') {
    for (const { wake } of flows) if (wake !== undefined) await parts.workflows.wake(wake);
  }
  return result;
}

/** The same on behalf of a signed-in caller: an ended session, or an account that is gone, is not signed in. */
export async function changeAsCaller<T, C extends RefusalCode>(
  parts: ChangeParts,
  caller: Caller,
  decide: Decide<T, C>,
  beforeCommit?: BeforeCommit<C>,
): Promise<Outcome<T, C | 'unauthenticated'>> {
  const notSignedIn = refuse({ code: 'unauthenticated' });
  const decideForCaller: Decide<T, C | 'unauthenticated'> = (account, now) => {
    if (!hasSession(account, caller)) return { outcome: widen(notSignedIn) };
    const { change, outcome } = decide(account, now);
    return change === undefined ? { outcome: widen(outcome) } : { outcome: widen(outcome), change };
  };
  const prepare = beforeCommit && (async () => widen<undefined, C | 'unauthenticated'>(await beforeCommit()));
  const outcome = await changeAccount(parts, caller.accountId, decideForCaller, prepare);
  return outcome ?? widen(notSignedIn);
}

/** The caller's account as it stands now, for reading only. */
export async function readAsCaller(
  parts: Pick<Parts, 'accounts' | 'clock' | 'policy'>,
  caller: Caller,
): Promise<{ readonly account: Account; readonly now: Instant } | undefined> {
  const account = await readAccount(parts, caller.accountId);
  return account !== undefined && hasSession(account.account, caller) ? account : undefined;
}

export async function readAccount(
  parts: Pick<Parts, 'accounts' | 'clock' | 'policy'>,
  id: AccountId,
): Promise<{ readonly account: Account; readonly now: Instant } | undefined> {
  const loaded = await parts.accounts.load(id);
  if (loaded === undefined) return undefined;
  const now = parts.clock.now();
  return { account: settle(loaded.account, now, parts.policy).account, now };
}

function hasSession(account: Account, caller: Caller): boolean {
  return account.sessions.some(({ id }) => id === caller.sessionId);
}
