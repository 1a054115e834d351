import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

/** The longest begin first: one that begins last would keep everybody waiting on a single worker. */
const LONGEST = [
  'test/flows/no-enumeration',
  'test/faults/crash',
  'test/flows/confirmation',
  'test/web/',
  'test/faults/',
  'test/local-host/drawer',
  'test/flows/',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.findIndex((part) => moduleId.includes(part));
      return at === -1 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    globalSetup: ['test/support/build-once.ts'],
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    // Hosts wait for storage, and answers for their beat: four keep two cores busy.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A second, as it is without this, is too little on a busy machine.
    expect: { poll: { timeout: 20_000 } },
  },
});
