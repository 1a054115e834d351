import type { Config } from './config.js';
import { DAY, HOUR } from './domain/instant.js';

/** What the page is told with itself: attributes `data-…` of its root, by name. */
export type PageMarks = Readonly<Record<string, string>>;

/**
 * What holds here, for the page to know before it asks for anything: numbers that its texts state, named as the settings are.
 * In development it is `local`, and offers what a local run has besides.
 */
export function pageMarks({ isDevelopment, policy }: Pick<Config, 'isDevelopment' | 'policy'>): PageMarks {
  return {
    ...(isDevelopment ? { local: '' } : {}),
    'confirmation-skip-hours': String(policy.confirmationSkip / HOUR),
    'pending-hours': String(policy.pendingLifetime / HOUR),
    'probation-days': String(policy.probation / DAY),
    'protection-days': String(policy.protectionWindow / DAY),
    'undo-removal-days': String(policy.undoRemoval / DAY),
  };
}
