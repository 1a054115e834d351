import { expect, it } from 'vitest';
import { createLazyMessenger } from '../../src/adapters/communication/lazy-messenger.js';
import type { Messenger } from '../../src/ports/messenger.js';

it('what could not be loaded for one message is loaded for the next, and then once', async () => {
  const hungUp: string[] = [];
  const real: Messenger = {
    send: () => Promise.resolve({ kind: 'accepted' }),
    play: () => Promise.resolve(),
    hangUp: async (callConnectionId) => {
      hungUp.push(callConnectionId);
    },
  };
  let loads = 0;
  const messenger = createLazyMessenger(() => {
    loads += 1;
    return loads === 1 ? Promise.reject(new Error('no memory')) : Promise.resolve(real);
  });
  expect(loads).toBe(0);
  await expect(messenger.hangUp('a')).rejects.toThrow('no memory');
  await Promise.all([messenger.hangUp('b'), messenger.hangUp('c')]);
  expect(hungUp).toEqual(['b', 'c']);
  expect(loads).toBe(2);
});
