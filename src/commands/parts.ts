import type { Requester } from '../domain/code-ledger.js';
import type { Policy } from '../domain/policy.js';
import type { AccessTokens } from '../ports/access-tokens.js';
import type { Accounts } from '../ports/accounts.js';
import type { AddressVault } from '../ports/address-vault.js';
import type { Clock } from '../ports/clock.js';
import type { TellOfDelivery } from '../ports/delivery-outcome.js';
import type { DeviceTokens } from '../ports/device-tokens.js';
import type { Directory } from '../ports/directory.js';
import type { DueIndex } from '../ports/due-index.js';
import type { EmailAddresses } from '../ports/email-addresses.js';
import type { Erasures } from '../ports/erasures.js';
import type { KeyedRequest } from '../ports/keyed-requests.js';
import type { Limits } from '../ports/limits.js';
import type { LinkTokens } from '../ports/link-tokens.js';
import type { Messenger } from '../ports/messenger.js';
import type { PageCursors } from '../ports/page-cursors.js';
import type { Passwords } from '../ports/passwords.js';
import type { PhoneNumbers } from '../ports/phone-numbers.js';
import type { Random } from '../ports/random.js';
import type { RecoveryTickets } from '../ports/recovery-tickets.js';
import type { Report } from '../ports/report.js';
import type { SecurityCodes } from '../ports/security-codes.js';
import type { ShadowSeeds } from '../ports/shadow-seeds.js';
import type { Shadows } from '../ports/shadows.js';
import type { Telemetry } from '../ports/telemetry.js';
import type { Workflows } from '../ports/workflows.js';

/** Everything commands work with. A command takes the `Pick` of what it needs. */
export interface Parts {
  readonly policy: Policy;
  readonly service: ServiceIdentity;
  readonly accounts: Accounts;
  readonly directory: Directory;
  readonly vault: AddressVault;
  readonly codes: SecurityCodes;
  readonly passwords: Passwords;
  readonly tokens: AccessTokens;
  readonly recoveryTickets: RecoveryTickets;
  readonly shadowSeeds: ShadowSeeds;
  readonly shadows: Shadows;
  readonly links: LinkTokens;
  readonly cursors: PageCursors;
  readonly limits: Limits;
  readonly deviceTokens: DeviceTokens;
  readonly dueIndex: DueIndex;
  readonly erasures: Erasures;
  /** DUR-4: the request at hand, when it may be repeated. */
  readonly request?: KeyedRequest | undefined;
  /** Where the request at hand comes from, as limits count it; undefined where nobody can tell. */
  readonly requester?: Requester | undefined;
  /** Tells those who run the service. */
  readonly report?: Report | undefined;
  readonly tellOfDelivery: TellOfDelivery;
  readonly telemetry: Telemetry;
  readonly messenger: Messenger;
  readonly workflows: Workflows;
  readonly phoneNumbers: PhoneNumbers;
  readonly emailAddresses: EmailAddresses;
  readonly clock: Clock;
  readonly random: Random;
}

/** How this installation names itself in messages and where it is reached. */
export interface ServiceIdentity {
  /** "Contoso account" */
  readonly name: string;
  /** Without a trailing slash: `https://account.contoso.example`. */
  readonly publicUrl: string;
}
