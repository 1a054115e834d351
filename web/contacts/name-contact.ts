import { api, ask, idempotent } from '../api/client.js';
import type { Outcome } from '../api/problem.js';
import type { paths } from '../api/schema.js';
import type { Challenge, Delivery } from '../api/shapes.js';
import { unsent } from '../challenge/ask-code.js';

/** A contact as its holder types it. */
export type NewContact = NonNullable<
  paths['/security-info']['post']['requestBody']
>['content']['application/json'];

interface Hint {
  readonly code: string;
  readonly suggestion?: string | undefined;
}

/** A contact that waits for its code. */
export interface NamedContact {
  readonly challenge: Challenge;
  /** ADD-3: worth a look before waiting for the code. */
  readonly hints: readonly Hint[];
}

/** ADD-1 */
export async function addContact(body: NewContact, key: string): Promise<Outcome<NamedContact>> {
  return named(await ask(api.POST('/security-info', { params: idempotent(key), body })));
}

/** REP-1: what is named stands in for all others once it is proven. */
export async function requestReplacement(body: NewContact, key: string): Promise<Outcome<NamedContact>> {
  return named(await ask(api.POST('/replacement', { params: idempotent(key), body })));
}

/** Another code for a contact that was named before and waits for its proof. */
export async function askAgain(
  contactId: string,
  delivery: Delivery,
  key: string,
): Promise<Outcome<NamedContact>> {
  const body = { contactId, purpose: 'add-contact', delivery } as const;
  const begun = await ask(api.POST('/challenges', { params: idempotent(key), body }));
  return named(begun.ok ? { ok: true, value: { challenge: begun.value } } : begun);
}

/** A contact whose code could not be sent is there all the same, and another code can be asked for. */
async function named(
  outcome: Outcome<{ readonly challenge: Challenge; readonly hints?: readonly Hint[] }>,
): Promise<Outcome<NamedContact>> {
  if (outcome.ok) {
    const { challenge, hints = [] } = outcome.value;
    return { ok: true, value: { challenge, hints } };
  }
  const sent = await unsent(outcome.problem);
  return sent?.ok === true ? { ok: true, value: { challenge: sent.value, hints: [] } } : outcome;
}
