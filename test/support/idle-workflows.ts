import type { Workflows } from '../../src/ports/workflows.js';

/** A task hub that takes every flow and runs none. */
export const idleWorkflows: Workflows = {
  start: () => Promise.resolve(),
  resume: () => Promise.resolve(true),
  wake: () => Promise.resolve(),
};
