import { api, ask, idempotent } from '../api/client.js';
import type { Outcome } from '../api/problem.js';
import type { MaskedContact } from '../api/shapes.js';
import type { LinkName } from './link-of.js';

/** What a confirmed link may have begun: a fresh recovery, after a repudiated password. */
export interface Confirmed {
  readonly recoveryId?: string | undefined;
  readonly contacts?: readonly MaskedContact[] | undefined;
}

export function confirmLink(link: LinkName, token: string, key: string): Promise<Outcome<Confirmed>> {
  const request = { params: idempotent(key), body: { token } };
  switch (link) {
    case 'cancel-protection':
      return nothingBegun(ask(api.POST('/protection/cancel', request)));
    case 'repudiate-password':
      return ask(api.POST('/password/repudiate', request));
    case 'undo-removal':
      return nothingBegun(ask(api.POST('/security-info/undo-removal', request)));
  }
}

async function nothingBegun(asked: Promise<Outcome<unknown>>): Promise<Outcome<Confirmed>> {
  const outcome = await asked;
  return outcome.ok ? { ok: true, value: {} } : outcome;
}
