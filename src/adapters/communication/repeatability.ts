import { AsyncLocalStorage } from 'node:async_hooks';
import type { SmsClientOptions } from '@azure/communication-sms';

export type PipelinePolicy = NonNullable<SmsClientOptions['additionalPolicies']>[number]['policy'];

const requestId = new AsyncLocalStorage<string>();

/** Gives everything sent within the work one id, so that sending it twice is sending it once. */
export function withRequestId<T>(id: string, work: () => Promise<T>): Promise<T> {
  return requestId.run(id, work);
}

/**
 * The SDKs make a fresh repeatability id for every call of theirs, so a repeat is never seen as one. This puts the
 * message's own id where the service looks: in the body for each SMS recipient, in a header for a call. It runs before
 * the request is signed.
 */
export const sendingPolicy: PipelinePolicy = {
  name: 'messageRepeatability',
  sendRequest: (request, next) => {
    const id = requestId.getStore();
    if (id !== undefined && request.method === 'POST') {
      if (request.headers.has('Repeatability-Request-ID'))
        request.headers.set('Repeatability-Request-ID', id);
      if (typeof request.body === 'string' && request.url.includes('/sms?'))
        request.body = withSmsId(request.body, id);
    }
    return next(request);
  },
};

function withSmsId(body: string, id: string): string {
  const message = JSON.parse(body) as { smsRecipients?: Record<string, unknown>[] };
  for (const recipient of message.smsRecipients ?? []) recipient['repeatabilityRequestId'] = id;
  return JSON.stringify(message);
}
