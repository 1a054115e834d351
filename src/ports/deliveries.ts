import type { DeliveryReport } from '../domain/delivery-report.js';
import type { AccountId, ChallengeId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';
import type { DeliveryOutcome } from './delivery-outcome.js';
import type { MessageId } from './messenger.js';

/** Finds the code that a delivery report tells of. It holds our own ids only: nothing of a person. */
export interface Deliveries {
  /** @param id a code's, which begins with its day and a part of its account's hash */
  remember(id: MessageId, code: SentCode): Promise<void>;
  find(id: MessageId): Promise<SentCode | undefined>;
  /** Lets go of whole days; answers with the number of codes forgotten. */
  /** PRV-3: an account's. @param prefixes what the ids of its codes begin with */
  forgetAccount(account: AccountId, prefixes: readonly string[]): Promise<void>;
  forgetDaysBefore(at: Instant): Promise<number>;
}

export interface SentCode {
  readonly accountId: AccountId;
  readonly challengeId: ChallengeId;
  /** Which of the challenge's codes: 1 for the first. */
  readonly send: number;
}

/** What the provider posts to us. */
export interface DeliveryNews {
  readonly reports: readonly MessageReport[];
  /** Of every message of ours in it, those that nothing is known of among them. */
  readonly outcomes: readonly DeliveryOutcome[];
  /** It asks first whether we want its events; the answer is this. */
  readonly validationCode?: string;
}

export interface MessageReport extends DeliveryReport {
  readonly messageId: MessageId;
}
