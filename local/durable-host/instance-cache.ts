import type { InboxMessage, InstanceRecord, Stored } from './instance.js';

/** So many instances are kept; the least recently used go first. */
const KEPT = 1000;

/**
 * The records of instances that are being worked on, so that a turn need not read its partition again: this host is
 * the only writer of its hub. Whatever fails to be written is forgotten here and read anew.
 */
export class InstanceCache {
  readonly #records = new Map<string, InstanceRecord>();
  /** What arrived while a record was being read: the read may have seen it or not. */
  readonly #arrivals = new Map<string, Stored<InboxMessage>[]>();
  /** Rows that turns have taken in while the news of their arrival was still under way. */
  readonly #consumed = new Map<string, Set<string>>();
  /** Instances for which messages are stored, or may be, that are not known here. */
  readonly #unread = new Set<string>();

  get(instanceId: string): InstanceRecord | undefined {
    const record = this.#records.get(instanceId);
    if (record === undefined) return undefined;
    this.#records.delete(instanceId);
    this.#records.set(instanceId, record);
    return record;
  }

  /** @param read is told whether messages of the instance may be stored */
  async load(
    instanceId: string,
    read: (hasMessages: boolean) => Promise<InstanceRecord | undefined>,
  ): Promise<InstanceRecord | undefined> {
    const known = this.get(instanceId);
    if (known !== undefined) return known;
    const arrivals: Stored<InboxMessage>[] = [];
    this.#arrivals.set(instanceId, arrivals);
    const hasMessages = this.#unread.delete(instanceId);
    try {
      const record = await read(hasMessages);
      if (record !== undefined) this.put(record);
      for (const arrival of arrivals) this.#append(instanceId, arrival);
      return this.#records.get(instanceId);
    } catch (error) {
      this.#unread.add(instanceId);
      throw error;
    } finally {
      this.#arrivals.delete(instanceId);
    }
  }

  put(record: InstanceRecord): void {
    this.#records.set(record.state.instanceId, record);
  }

  /** A message that is stored already. */
  arrived(instanceId: string, message: Stored<InboxMessage>): void {
    this.#arrivals.get(instanceId)?.push(message);
    this.#append(instanceId, message);
  }

  /**
   * The record after a turn: what was taken in is gone, what arrived meanwhile is kept.
   *
   * @param before the record the turn began with
   */
  advance(
    before: InstanceRecord,
    after: Omit<InstanceRecord, 'inbox'>,
    consumed: readonly Stored<InboxMessage>[],
  ): InstanceRecord {
    const { instanceId } = before.state;
    const gone = new Set(consumed.map(({ rowKey }) => rowKey));
    const inbox = (this.#records.get(instanceId) ?? before).inbox.filter(({ rowKey }) => !gone.has(rowKey));
    const record = { ...after, inbox };
    this.put(record);
    this.#consumed.set(
      instanceId,
      new Set([...[...(this.#consumed.get(instanceId) ?? [])].slice(-200), ...gone]),
    );
    return record;
  }

  forget(instanceId: string): void {
    const { inbox = [], outbox = [] } = this.#records.get(instanceId) ?? {};
    if (inbox.length + outbox.length > 0) this.#unread.add(instanceId);
    this.#records.delete(instanceId);
    this.#consumed.delete(instanceId);
  }

  /** Forgets an instance of which more may be stored than is known here: it is read whole next time. */
  doubt(instanceId: string): void {
    this.forget(instanceId);
    this.#unread.add(instanceId);
  }

  /** @param isBusy whether a turn of the instance is under way: it stays */
  trim(isBusy: (instanceId: string) => boolean): void {
    for (const instanceId of this.#records.keys()) {
      if (this.#records.size <= KEPT) return;
      if (!isBusy(instanceId)) this.forget(instanceId);
    }
  }

  #append(instanceId: string, message: Stored<InboxMessage>): void {
    const record = this.#records.get(instanceId);
    if (record === undefined) {
      this.#unread.add(instanceId);
      return;
    }
    const isKnown = record.inbox.some(({ rowKey }) => rowKey === message.rowKey);
    if (isKnown || this.#consumed.get(instanceId)?.has(message.rowKey) === true) return;
    const inbox = [...record.inbox, message].sort((a, b) => (a.rowKey < b.rowKey ? -1 : 1));
    this.#records.set(instanceId, { ...record, inbox });
  }
}
