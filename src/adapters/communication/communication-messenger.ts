import { CallAutomationClient } from '@azure/communication-call-automation';
import { EmailClient } from '@azure/communication-email';
import { SmsClient } from '@azure/communication-sms';
import type {
  CallMessage,
  EmailMessage,
  Messenger,
  OutgoingMessage,
  SendResult,
  SmsMessage,
} from '../../ports/messenger.js';
import { Unavailable } from '../../ports/unavailable.js';
import { statusOf } from '../azure/status-of.js';
import type { CommunicationService } from './connection.js';
import { lostConnectionPolicy } from './lost-connection.js';
import { noPollingPolicy } from './no-polling.js';
import { failureOf, isRefusal } from './provider-failure.js';
import { sendingPolicy, withRequestId } from './repeatability.js';

export interface Senders {
  readonly email: string;
  /** E.164 */
  readonly sms: string;
  readonly call: string;
}

const CALL_STEP_TIMEOUT_MS = 5000;

/**
 * Sends through Azure Communication Services. The SDKs' own retries are off: people see a failure at once, and activities
 * have durable retries. Only a connection that was lost gives way to another. What comes back as an error is told without its
 * message, which may carry an address.
 *
 * @param speechEndpoint the AI services resource that speaks; without one the provider can play no text on a call
 */
export function createMessenger(
  service: CommunicationService,
  senders: Senders,
  speechEndpoint?: string,
): Messenger {
  // Built anew for each client: the call SDK changes the options it is given.
  const options = () => ({
    allowInsecureConnection: 'isLoopback' in service && service.isLoopback,
    retryOptions: { maxRetries: 0 },
    additionalPolicies: [
      { policy: sendingPolicy, position: 'perCall' as const },
      { policy: noPollingPolicy, position: 'perCall' as const },
      { policy: lostConnectionPolicy, position: 'perCall' as const },
    ],
  });
  const { calls, emails, texts } = clientsOf(service, options);
  return {
    send: (message, { timeoutMs }) => {
      const signal = AbortSignal.timeout(timeoutMs);
      return sending(message.delivery, () => {
        switch (message.delivery) {
          case 'email':
            return sendEmail(emails, senders.email, message, signal);
          case 'sms':
            return sendSms(texts, senders.sms, message, signal);
          case 'call':
            return startCall(calls, { from: senders.call, speechEndpoint }, message, signal);
        }
      });
    },
    play: async (callConnectionId, { locale, text }) => {
      const words = { kind: 'textSource', text, sourceLocale: locale } as const;
      const abortSignal = AbortSignal.timeout(CALL_STEP_TIMEOUT_MS);
      const media = calls.getCallConnection(callConnectionId).getCallMedia();
      await onCall(() => media.playToAll([words], { abortSignal }));
    },
    hangUp: async (callConnectionId) => {
      const abortSignal = AbortSignal.timeout(CALL_STEP_TIMEOUT_MS);
      await onCall(() => calls.getCallConnection(callConnectionId).hangUp(true, { abortSignal }));
    },
  };
}

function clientsOf(service: CommunicationService, options: () => object) {
  if ('endpoint' in service) {
    const { credential, endpoint } = service;
    return {
      emails: new EmailClient(endpoint, credential, options()),
      texts: new SmsClient(endpoint, credential, options()),
      calls: new CallAutomationClient(endpoint, credential, options()),
    };
  }
  return {
    emails: new EmailClient(service.connectionString, options()),
    texts: new SmsClient(service.connectionString, options()),
    calls: new CallAutomationClient(service.connectionString, options()),
  };
}

/** Accepted is enough: whether it arrives, delivery reports tell. */
async function sendEmail(
  client: EmailClient,
  senderAddress: string,
  { content, id, locale, template, to }: EmailMessage,
  abortSignal: AbortSignal,
): Promise<SendResult> {
  const { html, subject, text: plainText } = content;
  await client.beginSend(
    {
      senderAddress,
      recipients: { to: [{ address: to }] },
      content: { subject, plainText, html },
      headers: { 'X-Template': template, 'Content-Language': locale },
      disableUserEngagementTracking: true,
    },
    { operationId: id, abortSignal },
  );
  return { kind: 'accepted' };
}

/** A refused recipient is no exception here but a field of the answer. */
async function sendSms(
  client: SmsClient,
  from: string,
  { content, id, locale, template, to }: SmsMessage,
  abortSignal: AbortSignal,
): Promise<SendResult> {
  const request = { from, to: [to], message: content.text };
  const options = { enableDeliveryReport: true, tag: `${template}/${locale}/${id}`, abortSignal };
  const [result] = await withRequestId(id, () => client.send(request, options));
  if (result?.successful === true) return { kind: 'accepted' };
  if (result !== undefined && isRefusal(result.httpStatusCode)) return { kind: 'refused' };
  throw failureOf('sms', { statusCode: result?.httpStatusCode });
}

async function startCall(
  client: CallAutomationClient,
  { from, speechEndpoint }: { readonly from: string; readonly speechEndpoint: string | undefined },
  { callbackUrl, id, locale, template, to }: CallMessage,
  abortSignal: AbortSignal,
): Promise<SendResult> {
  const invite = {
    targetParticipant: { phoneNumber: to },
    sourceCallIdNumber: { phoneNumber: from },
  };
  const options = {
    operationContext: JSON.stringify({ template, locale }),
    abortSignal,
    ...(speechEndpoint === undefined
      ? {}
      : { callIntelligenceOptions: { cognitiveServicesEndpoint: speechEndpoint } }),
  };
  await withRequestId(id, () => client.createCall(invite, callbackUrl, options));
  return { kind: 'accepted' };
}

/** What retrying can't mend is an answer; the rest is an outage. */
async function sending(
  what: OutgoingMessage['delivery'],
  send: () => Promise<SendResult>,
): Promise<SendResult> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    if (isRefusal(statusOf(error))) return { kind: 'refused' };
    throw failureOf(what, error);
  }
}

/** A call that is over takes no more words: nothing is left to do. */
async function onCall(step: () => Promise<unknown>): Promise<void> {
  try {
    await step();
  } catch (error) {
    const status = statusOf(error);
    if (status === 404 || status === 400 || status === 409) return;
    throw failureOf('call', error);
  }
}
