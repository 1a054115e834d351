import type { InboxMessage, InstanceRecord, InstanceState, OutboxMessage } from './instance.js';
import type { TaskHub } from './task-hub.js';

interface Receivers {
  begin(instance: {
    readonly instanceId: string;
    readonly name: string;
    readonly input: string | null;
    readonly version: string | null;
    readonly parent: InstanceState['parent'];
  }): Promise<unknown>;
  send(instanceId: string, ...messages: readonly InboxMessage[]): Promise<void>;
  rewind(instanceId: string, reason: string): Promise<boolean>;
}

/** Hands an instance's messages to those they are for: each at least once, in order; who gets them drops repetitions. */
export class Deliveries {
  readonly #receivers: Receivers;
  readonly #hub: TaskHub;

  constructor(receivers: Receivers, hub: TaskHub) {
    this.#receivers = receivers;
    this.#hub = hub;
  }

  async deliver({ outbox, state }: InstanceRecord): Promise<void> {
    const all = outbox.flatMap(({ message }) => message);
    for (let at = 0; at < all.length;) at += await this.#deliverSome(all.slice(at));
    await this.#hub.delivered(state.instanceId, outbox);
  }

  /** The first, and with it those that follow to the same receiver. @returns how many */
  async #deliverSome([first, ...rest]: readonly OutboxMessage[]): Promise<number> {
    switch (first?.kind) {
      case undefined:
        return 1;
      case 'rewind':
        await this.#receivers.rewind(first.to, first.reason);
        return 1;
      case 'start': {
        const { input, name, parent, to: instanceId, version } = first;
        await this.#receivers.begin({ instanceId, name, input, version, parent });
        return 1;
      }
      case 'message': {
        const end = rest.findIndex(({ kind, to }) => kind !== 'message' || to !== first.to);
        const following = end < 0 ? rest : rest.slice(0, end);
        const messages = [first, ...following].flatMap((one) =>
          one.kind === 'message' ? [one.message] : [],
        );
        await this.#receivers.send(first.to, ...messages);
        return messages.length;
      }
    }
  }
}
