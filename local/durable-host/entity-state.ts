/** An operation or a lock that somebody asks of an entity, as it travels (README, "How entities work"). */
export interface EntityRequest {
  readonly op?: string | null;
  readonly signal?: boolean;
  /** JSON text */
  readonly input?: string;
  readonly id: string;
  /** Who asks; unset for clients. */
  readonly parent?: string;
  readonly parentExecution?: string;
  /** RFC 3339: not before then. */
  readonly due?: string;
  /** For a lock: all entities of the critical section, in order, and which of them is asked now. */
  readonly lockset?: readonly EntityId[];
  readonly pos?: number;
}

export interface EntityRelease {
  readonly parent: string;
  readonly id: string;
}

export interface EntityId {
  readonly name: string;
  readonly key: string;
}

/** What an entity keeps between its turns. */
export interface EntityState {
  readonly exists: boolean;
  /** JSON text */
  readonly state: string | null;
  readonly queue: readonly EntityRequest[];
  /** Signals whose time has not come. */
  readonly scheduled: readonly EntityRequest[];
  /** The instance whose critical section this is. */
  readonly lockedBy: string | null;
  /** The newest message of each sender, so that one delivered twice is taken once. */
  readonly received: Readonly<Record<string, { readonly ordinal: number; readonly at: number }>>;
}

export const NOTHING_YET: EntityState = {
  exists: false,
  state: null,
  queue: [],
  scheduled: [],
  lockedBy: null,
  received: {},
};

export function isEntityId(instanceId: string): boolean {
  return instanceId.startsWith('@');
}

export function instanceIdOf({ key, name }: EntityId): string {
  return `@${name.toLowerCase()}@${key}`;
}

export function entityIdOf(instanceId: string): EntityId {
  const at = instanceId.indexOf('@', 1);
  return { name: instanceId.slice(1, at), key: instanceId.slice(at + 1) };
}

/** Nothing of it is left: as if nobody had ever used it. */
export function isEmpty({ exists, lockedBy, queue, scheduled }: EntityState): boolean {
  return !exists && lockedBy === null && queue.length === 0 && scheduled.length === 0;
}

export const ENTITY_EVENT = { request: 'op', release: 'release' } as const;
