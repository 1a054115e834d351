import { setTimeout as sleep } from 'node:timers/promises';
import { isSignedIn } from '../domain/access.js';
import type { Account, Change } from '../domain/account.js';
import type { Decision } from '../domain/decision.js';
import type { AccountId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';
import { ok, refuse, widen, type Outcome } from '../domain/outcome.js';
import type { RefusalCode } from '../domain/refusal.js';
import type { Caller } from '../domain/session.js';
import { settle } from '../domain/settled-account.js';
import type { LoadedAccount } from '../ports/accounts.js';
import type { DueEntry } from '../ports/due-index.js';
import type { KeyedRequest } from '../ports/keyed-requests.js';
import { Unavailable } from '../ports/unavailable.js';
import type { WorkflowStart } from '../ports/workflows.js';
import { withActivityDue } from './activity-due.js';
import { outcomeBefore, withOutcome } from './answered-before.js';
import { dueEntriesFor } from './flow-moments.js';
import { flowsFor } from './flows-for.js';
import type { Parts } from './parts.js';

/** Two contenders a round at worst: enough for far more parallel requests than one account ever sees. */
const ROUNDS = 25;
const LONGEST_PAUSE_MS = 40;
/** The first time what is remembered may be old; the look that told of a conflict is remembered, too. */
const RECALLS = 2;

export type ChangeParts = Pick<Parts, 'accounts' | 'clock' | 'dueIndex' | 'policy' | 'random' | 'workflows'>;
/** The parts of a change that a person asks for: it is remembered with the request that asked (DUR-4). */
export type AskedParts = ChangeParts & Pick<Parts, 'request'>;

/** Decides over an account as it stands now. */
export type Decide<T, C extends RefusalCode> = (account: Account, now: Instant) => Decision<T, C>;
/** The same where a decision that isn't a refusal takes work: a hash. It keeps what it has worked out for another round. */
type DecideWithWork<T, C extends RefusalCode> = (
  account: Account,
  now: Instant,
) => Decision<T, C> | Promise<Decision<T, C>>;

/**
 * What a change needs beside the account's own rows, done once, after the decision stands and before it is committed.
 *
 * @param decided undefined where the decision is a refusal
 */
export type BeforeCommit<C extends RefusalCode, T = unknown> = (
  decided: T | undefined,
) => Promise<Outcome<undefined, C>>;

/** What a change came to, and the account as it stands with it. */
export interface Changed<T, C extends RefusalCode> {
  readonly outcome: Outcome<T, C>;
  readonly account: Account;
  readonly now: Instant;
}

export interface ChangeOptions<C extends RefusalCode, T = unknown> {
  readonly beforeCommit?: BeforeCommit<C, T> | undefined;
  /** What to begin with where there is no account yet: the change makes it. `loaded: 'none'` says that it isn't there. */
  readonly orNew?: ((now: Instant) => Account) | undefined;
  /** The account where it had to be looked at before: not loaded again unless somebody else committed since. */
  readonly loaded?: LoadedAccount | 'none' | undefined;
  /** Never recalled: where what is asked of storage must not tell whose account it is (REC-2). */
  readonly anew?: true;
  /** The change answers this request: it is written with the change, and a repeat finds it there. */
  readonly request?: KeyedRequest | undefined;
}

/**
 * Load, decide, commit; again from the start when somebody else committed meanwhile. What this process remembers of the
 * account is decided over first, without a load: the commit proves that it was so (docs/decisions/0026). Flows that the change
 * needs are started before it is committed: an account without its flow would be a promise nobody keeps, a flow without its
 * account looks once and ends (docs/decisions/0002).
 *
 * @returns undefined when there is no such account
 * @throws Unavailable when storage or the task hub fails, and then nothing has changed; or when others kept committing
 */
export async function change<T, C extends RefusalCode>(
  parts: ChangeParts,
  id: AccountId,
  decide: DecideWithWork<T, C>,
  { anew, loaded: before, ...options }: ChangeOptions<C, T> = {},
): Promise<Changed<T, C> | undefined> {
  const trying: Trying<T, C> = { ...options, decide, started: new Set(), noted: new Map() };
  let recalls = anew === true ? 0 : RECALLS;
  for (let round = 0; round < ROUNDS; round += 1) {
    const given = round === 0 ? before : undefined;
    const remembered = given === undefined && recalls > 0 ? parts.accounts.remembered(id) : undefined;
    const known = given ?? remembered ?? (await parts.accounts.load(id));
    const tried = await attempt(parts, known === 'none' ? undefined : known, trying);
    if (tried === 'conflict') {
      recalls -= 1;
      await sleep(parts.random.fraction() * Math.min(LONGEST_PAUSE_MS, 4 * (round + 1)));
    } else if (remembered === undefined || tried?.isCommitted === true) return tried;
    // No commit has proved that what was remembered is still so: the next round loads.
    else recalls = 0;
  }
  throw new Unavailable('account', { retryAfterSeconds: 1 });
}

/** What one change is about, and what earlier rounds of it have done. */
interface Trying<T, C extends RefusalCode> extends Omit<ChangeOptions<C, T>, 'anew' | 'loaded'> {
  readonly decide: DecideWithWork<T, C>;
  readonly started: Set<string>;
  /** What is in the due index by now. */
  readonly noted: Map<string, DueEntry>;
  /** What `beforeCommit` came to, of a decision or of a refusal. */
  prepared?: { readonly of: 'decision' | 'refusal'; readonly result: Outcome<undefined, C> };
}

/** One round: nothing is committed where nothing changes. */
async function attempt<T, C extends RefusalCode>(
  parts: ChangeParts,
  loaded: LoadedAccount | undefined,
  trying: Trying<T, C>,
): Promise<(Changed<T, C> & { readonly isCommitted: boolean }) | 'conflict' | undefined> {
  const { decide, orNew, request } = trying;
  const now = parts.clock.now();
  const found = loaded?.account ?? orNew?.(now);
  if (found === undefined) return undefined;
  const settled = settle(found, now, parts.policy);
  const unchanged = { account: settled.account, now, isCommitted: false };
  const answered = request && outcomeBefore<T, C>(settled.account, request);
  if (answered !== undefined) return { outcome: answered, ...unchanged };
  const { change: decided, outcome } = await decide(settled.account, now);
  if (decided === undefined) return { outcome, ...unchanged };
  const account = withOutcome(decided.account, request, outcome, now);
  const ready = await prepared(trying, outcome);
  if (!ready.ok) return { outcome: ready, ...unchanged };
  const events = [...settled.events, ...decided.events];
  const noted = withActivityDue(account, events, now, parts.policy);
  const result = await commit(parts, loaded, { account: noted.account, events }, noted.entries, trying);
  return result === 'conflict' ? result : { outcome, account, now, isCommitted: true };
}

/** Once; what was asked for a refusal is asked again when the account, looked at anew, gives a decision. */
async function prepared<T, C extends RefusalCode>(
  trying: Trying<T, C>,
  outcome: Outcome<T, C>,
): Promise<Outcome<undefined, C>> {
  if (trying.beforeCommit === undefined) return ok(undefined);
  if (trying.prepared === undefined || (outcome.ok && trying.prepared.of === 'refusal')) {
    const result = await trying.beforeCommit(outcome.ok ? outcome.value : undefined);
    trying.prepared = { of: outcome.ok ? 'decision' : 'refusal', result };
  }
  return trying.prepared.result;
}

/** The same where nobody asks for the account itself. */
export async function changeAccount<T, C extends RefusalCode>(
  parts: ChangeParts,
  id: AccountId,
  decide: Decide<T, C>,
): Promise<Outcome<T, C> | undefined> {
  return (await change(parts, id, decide))?.outcome;
}

async function commit(
  parts: ChangeParts,
  loaded: LoadedAccount | undefined,
  change: Change,
  entries: readonly DueEntry[],
  begun: Pick<Trying<unknown, never>, 'noted' | 'started'>,
): Promise<'committed' | 'conflict'> {
  const { account, events } = change;
  const flows = events.map((event) => flowsFor(account.id, event));
  const starts = flows.flatMap(({ start }) => (start === undefined ? [] : [start]));
  // Decided anew, a window ends a little later: its moments are noted anew, its flow runs already.
  const moments = starts.flatMap((start) => dueEntriesFor(account, start, parts.policy));
  const unnoted = [...moments, ...entries].filter((entry) => !begun.noted.has(JSON.stringify(entry)));
  await Promise.all([startAll(parts, starts, begun.started), parts.dueIndex.note(unnoted)]);
  for (const entry of unnoted) begun.noted.set(JSON.stringify(entry), entry);
  // Those of an earlier round are in the index, too. The account's header tells of its chore.
  const listed = [...begun.noted.values()].filter((entry) => 'flow' in entry);
  const result = await (loaded === undefined
    ? created(parts, change)
    : parts.accounts.commit(loaded, change, listed));
  if (result === 'committed') {
    for (const { wake } of flows) if (wake !== undefined) await parts.workflows.wake(wake);
  }
  return result;
}

async function startAll(
  { workflows }: ChangeParts,
  starts: readonly WorkflowStart[],
  started: Set<string>,
): Promise<void> {
  for (const start of starts) {
    const key = JSON.stringify(start);
    if (!started.has(key)) await workflows.start(start);
    started.add(key);
  }
}

async function created({ accounts }: ChangeParts, change: Change): Promise<'committed' | 'conflict'> {
  return (await accounts.create(change)) === 'created' ? 'committed' : 'conflict';
}

type CallerOptions<C extends RefusalCode, T> = Pick<ChangeOptions<C, T>, 'beforeCommit' | 'loaded'>;

/** The same on behalf of a signed-in caller: an ended session, or an account that is gone, is not signed in. */
export async function changeAsCaller<T, C extends RefusalCode>(
  parts: AskedParts,
  caller: Caller,
  decide: DecideWithWork<T, C>,
  options?: CallerOptions<C, T>,
): Promise<Outcome<T, C | 'unauthenticated'>> {
  const changed = await changedByCaller(parts, caller, decide, options);
  return changed?.outcome ?? widen(refuse({ code: 'unauthenticated' }));
}

/** The same for those who need the account with it. Undefined when the caller's account is gone. */
export async function changedByCaller<T, C extends RefusalCode>(
  parts: AskedParts,
  caller: Caller,
  decide: DecideWithWork<T, C>,
  { beforeCommit, loaded }: CallerOptions<C, T> = {},
): Promise<Changed<T, C | 'unauthenticated'> | undefined> {
  const notSignedIn = refuse({ code: 'unauthenticated' });
  const decideForCaller: DecideWithWork<T, C | 'unauthenticated'> = async (account, now) => {
    if (!isSignedIn(account, caller)) return { outcome: widen(notSignedIn) };
    const { change: decided, outcome } = await decide(account, now);
    return decided === undefined ? { outcome: widen(outcome) } : { outcome: widen(outcome), change: decided };
  };
  const prepare =
    beforeCommit &&
    (async (decided: T | undefined) => widen<undefined, C | 'unauthenticated'>(await beforeCommit(decided)));
  const { request } = parts;
  return change(parts, caller.accountId, decideForCaller, { beforeCommit: prepare, loaded, request });
}
