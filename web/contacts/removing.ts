import { api, ask, idempotent } from '../api/client.js';
import type { Outcome } from '../api/problem.js';
import type { Contact, Protection } from '../api/shapes.js';

interface Left {
  readonly contacts: readonly Contact[];
  readonly protection: Protection;
}

/** Why removing starts a protection window: nothing would be left, or a new contact would throw out an older one (RMV-4). */
export type WhyProtected = 'last' | 'probation' | 'all';

/** In use, or shut by wrong codes: what the account has and would miss. */
export function isOwn({ status }: Contact): boolean {
  return status === 'active' || status === 'disabled';
}

/** RMV-3: without this one no code can go anywhere. The service decides; this is so that the page says it beforehand. */
export function isLast(contact: Contact, contacts: readonly Contact[]): boolean {
  if (!isOwn(contact)) return false;
  const others = contacts.filter((other) => other.id !== contact.id && isOwn(other));
  if (others.some(({ status }) => status === 'active')) return false;
  return contact.status === 'active' || others.length === 0;
}

export interface Removal {
  /** All of them without it. */
  readonly contactId?: string;
  /** The holder has been told what this starts, and said yes. */
  readonly acknowledged: boolean;
}

export function remove({ acknowledged, contactId }: Removal, key: string): Promise<Outcome<Left>> {
  const query = acknowledged ? { acknowledge: 'protection-window' as const } : {};
  const params = { query, ...idempotent(key) };
  return contactId === undefined
    ? ask(api.DELETE('/security-info', { params }))
    : ask(api.DELETE('/security-info/{contactId}', { params: { ...params, path: { contactId } } }));
}
