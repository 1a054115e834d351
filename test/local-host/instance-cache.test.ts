import { expect, it } from 'vitest';
import { InstanceCache } from '../../local/durable-host/instance-cache.js';
import type { InstanceRecord } from '../../local/durable-host/instance.js';

const message = {
  rowKey: 'in:1',
  message: { event: { EventType: 15, EventId: -1, Timestamp: '' } },
  extraRows: [],
} as const;

const record = (inbox: InstanceRecord['inbox'] = []): InstanceRecord => ({
  state: {
    ...{ instanceId: 'one', executionId: 'e', generation: 1, name: 'n', version: null, status: 'Running' },
    ...{ input: null, output: null, customStatus: null, createdAt: '', updatedAt: '', parent: null },
    ...{ turns: 1, due: null, busy: false },
  },
  ...{ etag: '', history: [], inline: true, inbox, outbox: [] },
});

/** Whether the next reading is told to look for messages. */
async function looksForMessages(cache: InstanceCache): Promise<boolean> {
  let told = false;
  await cache.load('one', async (hasMessages) => {
    told = hasMessages;
    return Promise.resolve(record());
  });
  return told;
}

it.each<[string, boolean, (cache: InstanceCache) => void]>([
  ['nothing came', false, () => undefined],
  [
    'a message came while it was not kept',
    true,
    (cache) => {
      cache.arrived('one', message);
    },
  ],
  [
    'it is in doubt',
    true,
    (cache) => {
      cache.doubt('one');
    },
  ],
  [
    'it was put away with a message unread',
    true,
    (cache) => {
      cache.put(record([message]));
      cache.forget('one');
    },
  ],
  [
    'it was put away with all read',
    false,
    (cache) => {
      cache.put(record());
      cache.forget('one');
    },
  ],
])('an instance that is read anew when %s: messages looked for %s', async (_, expected, before) => {
  const cache = new InstanceCache();
  before(cache);
  expect(await looksForMessages(cache)).toBe(expected);
});

it('a reading that failed leaves the messages to be looked for', async () => {
  const cache = new InstanceCache();
  cache.doubt('one');
  await expect(cache.load('one', () => Promise.reject(new Error('storage')))).rejects.toThrow('storage');
  expect(await looksForMessages(cache)).toBe(true);
});

it('a message that comes during a reading is in what was read', async () => {
  const cache = new InstanceCache();
  const loaded = await cache.load('one', async () => {
    cache.arrived('one', message);
    return Promise.resolve(record());
  });
  expect(loaded?.inbox).toEqual([message]);
});
