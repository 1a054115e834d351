import type { Messenger } from '../../ports/messenger.js';

/**
 * The provider's SDKs are loaded for the first message: whoever starts the app without sending one does not wait. A load that
 * failed is tried again by the next message.
 */
export function createLazyMessenger(load: () => Promise<Messenger>): Messenger {
  let loaded: Promise<Messenger> | undefined;
  const messenger = (): Promise<Messenger> =>
    (loaded ??= load().catch((error: unknown) => {
      loaded = undefined;
      throw error;
    }));
  return {
    send: async (message, options) => (await messenger()).send(message, options),
    play: async (callConnectionId, speech) => (await messenger()).play(callConnectionId, speech),
    hangUp: async (callConnectionId) => (await messenger()).hangUp(callConnectionId),
  };
}
