import type { PipelinePolicy } from './repeatability.js';

/**
 * An accepted email is accepted: what becomes of it, delivery reports tell. The SDK asks for it right after sending, though,
 * and when that question fails the email looks unsent. So it never learns where to ask, which also leaves the few status
 * questions a minute that the provider allows to whoever needs them.
 */
export const noPollingPolicy: PipelinePolicy = {
  name: 'noPolling',
  sendRequest: async (request, next) => {
    const response = await next(request);
    for (const name of ['operation-location', 'location']) response.headers.delete(name);
    return response;
  },
};
