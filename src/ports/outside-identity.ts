import type { AccountId, SessionId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';
import type { OutsideSession } from '../domain/session.js';

/** A holder as the account system outside knows them. */
export interface OutsideHolder {
  readonly accountId: AccountId;
  readonly sessionId: SessionId;
  readonly outside: OutsideSession;
  /** What they sign in with there, where it says so and has seen it proven. */
  readonly name?: string;
  /** BCP 47 */
  readonly locale?: string;
}

export interface OutsideHolderParty extends OutsideHolder {
  readonly kind: 'holder';
}

/** Whoever a provider's token speaks for: a person, or another system of the house (IDN-4). */
export type OutsideParty = OutsideHolderParty | { readonly kind: 'service' };

/** Where accounts and sign-in are, as configuration says (IDN-1 to IDN-3). */
export type Identity =
  | { readonly kind: 'embedded' }
  | {
      readonly kind: 'oidc';
      /**
       * @returns undefined for anything but a token of the provider's, for us, in its time
       * @throws Unavailable when the provider's keys are needed and can't be had
       */
      readonly readToken: (token: string, now: Instant) => Promise<OutsideParty | undefined>;
    }
  | {
      readonly kind: 'app-service';
      /** @returns undefined where the headers name nobody */
      readonly readHeaders: (
        header: (name: string) => string | null,
        now: Instant,
      ) => OutsideHolder | undefined;
    };
