import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';

export interface Posted {
  readonly status: number;
  readonly body: string;
}

/** One value as a webhook gets it. By Node's own client: `fetch` takes several times the processor. */
export async function postJson(
  address: string,
  value: unknown,
  { headers, withinMs }: { readonly headers: Readonly<Record<string, string>>; readonly withinMs: number },
): Promise<Posted> {
  const request = (address.startsWith('https:') ? httpsRequest : httpRequest)(address, {
    method: 'POST',
    headers,
    signal: AbortSignal.timeout(withinMs),
  });
  // What breaks off after the answer has begun is told by its body.
  request.on('error', () => undefined);
  request.end(JSON.stringify(value));
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, body: await text(response) };
}
