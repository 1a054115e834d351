import { fieldOf } from '../azure/status-of.js';
import type { PipelinePolicy } from './repeatability.js';

/** What is said of a connection that the other side has closed. */
const LOST: readonly unknown[] = ['ECONNRESET', 'EPIPE'];

/**
 * A connection that is kept for the next request may be closed by the other side at the moment it is used again, and nobody has
 * read what was sent. Then it is sent once more, over another one. A message has the same ids as before: a provider that had
 * read it after all sends nothing twice. What is spoken on a call has none; once it was heard the call ends, and a second
 * reading with it.
 */
export const lostConnectionPolicy: PipelinePolicy = {
  name: 'lostConnection',
  sendRequest: async (request, next) => {
    try {
      return await next(request);
    } catch (error) {
      if (!LOST.includes(fieldOf(error, 'code'))) throw error;
      return next(request);
    }
  },
};
