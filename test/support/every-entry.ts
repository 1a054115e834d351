import type { Instant } from '../../src/domain/instant.js';
import type { DueIndex, Found } from '../../src/ports/due-index.js';

/** Every entry due by then, of all pages. */
export async function everyEntry(dueIndex: DueIndex, until: Instant): Promise<readonly Found[]> {
  const found: Found[] = [];
  for await (const page of dueIndex.dueBy(until)) found.push(...page);
  return found;
}
