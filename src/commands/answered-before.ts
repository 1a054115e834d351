import type { Account } from '../domain/account.js';
import { withAnswered } from '../domain/answered-request.js';
import type { Instant } from '../domain/instant.js';
import { refuse, widen, type Outcome } from '../domain/outcome.js';
import type { RefusalCode } from '../domain/refusal.js';
import type { KeyedRequest } from '../ports/keyed-requests.js';

/** DUR-4: what this very request has changed before, though its answer may never have arrived. */
export function outcomeBefore<T, C extends RefusalCode>(
  account: Account,
  { content, key, open }: KeyedRequest,
): Outcome<T, C> | undefined {
  const answered = account.answered.find((one) => one.key === key);
  if (answered === undefined) return undefined;
  if (answered.content !== content) return widen(refuse({ code: 'idempotency-key-reused' }));
  return JSON.parse(open(answered.outcome)) as Outcome<T, C>;
}

/** The account with what this request came to, for its repeats. */
export function withOutcome(
  account: Account,
  request: KeyedRequest | undefined,
  outcome: { readonly ok: boolean },
  now: Instant,
): Account {
  if (request === undefined) return account;
  const { content, key, seal } = request;
  const answered = { key, at: now, content, outcome: seal(JSON.stringify(outcome)) };
  return { ...account, answered: withAnswered(account.answered, answered) };
}
