/** Email addresses as people type them (ADD-3). */
export interface EmailAddresses {
  parse(text: string): EmailParse;
  /** The address a likely misspelling was meant to be. Only ever offered, never put in its place. */
  suggest(address: string): string | undefined;
  /** Whether both mailboxes are read at the same place, so that signing in to one may sign out of the other. */
  sameProvider(one: string, other: string): boolean;
}

export type EmailParse =
  | {
      readonly ok: true;
      /** As typed, but for the domain: lower case, punycode. What mail is sent to. */
      readonly original: string;
      /** What makes two addresses the same: the local part's case does not. */
      readonly canonical: string;
    }
  | { readonly ok: false; readonly reason: EmailProblem };

export type EmailProblem = 'not-an-address' | 'too-long' | 'unsupported-characters';
