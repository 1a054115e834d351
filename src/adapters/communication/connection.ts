import type { TokenCredential } from '@azure/identity';

/** What a Communication Services connection string says; never shown, never in an error. */
export interface CommunicationConnection {
  readonly connectionString: string;
  readonly isLoopback: boolean;
}

/** A resource that knows who asks. */
export interface CommunicationEndpoint {
  readonly endpoint: string;
}

export type CommunicationService =
  CommunicationConnection | (CommunicationEndpoint & { readonly credential: TokenCredential });

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Checks a connection string before an SDK sees it: theirs throw with the secret in the message.
 *
 * @returns undefined for anything but an https address alone, or `endpoint=…;accesskey=…` over https, or over http to this machine
 */
export function parseCommunication(
  text: string,
): CommunicationConnection | CommunicationEndpoint | undefined {
  if (/^https:\/\/[^/?#@;]+\/?$/i.test(text.trim())) return { endpoint: text.trim().replace(/\/$/, '') };
  return parseConnection(text);
}

export function parseConnection(text: string): CommunicationConnection | undefined {
  const [, endpoint] = /^endpoint=([^;]+);accesskey=[A-Za-z0-9+/=]+;?$/i.exec(text.trim()) ?? [];
  if (endpoint === undefined || !URL.canParse(endpoint)) return undefined;
  const url = new URL(endpoint);
  const isLoopback = LOOPBACK.has(url.hostname);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback);
  return isSafe ? { connectionString: text.trim(), isLoopback } : undefined;
}
