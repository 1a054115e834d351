import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { azureCredential } from '../../src/adapters/azure/azure-credential.js';
import { createMessenger } from '../../src/adapters/communication/communication-messenger.js';
import { reaching, tableClient } from '../../src/adapters/tables/table-service.js';
import type { PlainAddress } from '../../src/domain/contact-address.js';
import type { MessageId, OutgoingMessage } from '../../src/ports/messenger.js';
import { Unavailable } from '../../src/ports/unavailable.js';
import { managedIdentity, tokenFor } from '../support/managed-identity.js';

const clientId = '11111111-2222-3333-4444-555555555555';

let identity: Awaited<ReturnType<typeof managedIdentity>>;
beforeAll(async () => {
  identity = await managedIdentity();
  for (const [name, value] of Object.entries(identity.env)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await identity[Symbol.asyncDispose]();
});

describe('a table by its address', () => {
  it('is asked for over https, with a token of the named identity for storage', async () => {
    const credential = await azureCredential({ clientId, isManaged: true });
    const client = tableClient(
      { endpoint: 'https://example.table.core.windows.net', credential },
      'Accounts',
    );
    const seen: { what: string; authorization: string | undefined }[] = [];
    // Behind everything that signs: what would go to the network stops here.
    client.pipeline.addPolicy(
      {
        name: 'answer',
        sendRequest: (request) => {
          const { headers, method, url } = request;
          seen.push({ what: `${method} ${url}`, authorization: headers.get('authorization') });
          return Promise.resolve({ request, status: 204, headers });
        },
      },
      { afterPhase: 'Sign' },
    );
    await client.createTable();
    expect(seen).toEqual([
      {
        what: 'POST https://example.table.core.windows.net/Tables',
        authorization: `Bearer ${tokenFor('https://storage.azure.com')}`,
      },
    ]);
    expect(identity.asked).toEqual([{ resource: 'https://storage.azure.com', clientId }]);
  });

  it('that cannot be asked for want of a token is an outage', async () => {
    const refusing = Object.assign(new Error('no identity here'), { name: 'CredentialUnavailableError' });
    const client = tableClient(
      {
        endpoint: 'https://example.table.core.windows.net',
        credential: { getToken: () => Promise.reject(refusing) },
      },
      'Accounts',
    );
    await expect(reaching('storage', () => client.createTable())).rejects.toThrow(Unavailable);
  });
});

describe('Communication Services by their address', () => {
  const about = {
    id: '4f5c0000-0000-8000-8000-000000000001' as MessageId,
    template: 'security-code',
    locale: 'en',
  };
  const phone = '+4915111111111' as PlainAddress;
  const messages: readonly OutgoingMessage[] = [
    {
      ...about,
      delivery: 'email',
      to: 'secret@example.org' as PlainAddress,
      content: { subject: 's', text: 't', html: 'h' },
    },
    { ...about, delivery: 'sms', to: phone, content: { text: 't' } },
    { ...about, delivery: 'call', to: phone, callbackUrl: 'https://127.0.0.1:1/x' },
  ];

  it.each(messages)('want a token before a message goes anywhere: $delivery', async (message) => {
    const wanted: unknown[] = [];
    const messenger = createMessenger(
      {
        endpoint: 'https://example.communication.azure.com',
        credential: {
          getToken: (scopes) => {
            wanted.push(scopes);
            return Promise.reject(new Error('none'));
          },
        },
      },
      { email: 'from@example.com', sms: '+15550100', call: '+15550101' },
    );
    await expect(messenger.send(message, { timeoutMs: 30_000 })).rejects.toThrow(Unavailable);
    expect(wanted.flat()).toEqual(['https://communication.azure.com//.default']);
  });
});
