import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { createMessenger } from '../../src/adapters/communication/communication-messenger.js';
import { parseConnection } from '../../src/adapters/communication/connection.js';
import type { PlainAddress } from '../../src/domain/contact-address.js';
import type { MessageId, Messenger } from '../../src/ports/messenger.js';
import { beforeAll } from 'vitest';
import { useBrowsedHost } from './browsed-host.js';

export const PHONE_WIDTH = 380;

/** A host, a browser that looks at its page of outbox and clock, and an app that sends messages. */
export function useDrawer() {
  const { browser, host } = useBrowsedHost();
  let messenger: Messenger;
  beforeAll(async () => {
    messenger = await messengerOf(host.dataDir);
  });

  /** `complaints`: what the page said that it should not have. */
  async function open(options: BrowserContextOptions = {}, path = '/local') {
    const complaints: string[] = [];
    const context = await browser().newContext({ viewport: { width: PHONE_WIDTH, height: 800 }, ...options });
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(host.url + path);
    await page.getByText(/real time/).waitFor();
    return Object.assign(page, { complaints, [Symbol.asyncDispose]: () => context.close() });
  }

  /** Straight to the provider stand-in, as an app of any kind would. */
  async function send(to: string, text: string, { locale = 'en', subject = 'A subject' } = {}) {
    const sent = await messenger.send(
      {
        ...{ id: randomUUID() as MessageId, delivery: 'email', template: 'test', locale },
        ...{ to: to as PlainAddress, content: { subject, text, html: 'h' } },
      },
      { timeoutMs: 5000 },
    );
    if (sent.kind !== 'accepted') throw new Error(`The provider answered: ${sent.kind}.`);
  }

  return { host, open, send };
}

async function messengerOf(dataDir: string): Promise<Messenger> {
  const kept = await readFile(join(dataDir, 'communication.json'), 'utf8');
  const { accessKey, port } = JSON.parse(kept) as { accessKey: string; port: number };
  const senders = { email: 'from@example.com', sms: '+15550100', call: '+15550101' };
  const connection = parseConnection(`endpoint=http://127.0.0.1:${port}/;accesskey=${accessKey}`);
  return createMessenger(connection!, senders);
}

/** The message on the page that has this text. */
export function article(page: Page, text: string) {
  return page.getByRole('article').filter({ hasText: text });
}
