import type { DurableRequest } from './durable-host.js';
import type { DurableHostOptions } from './durable-host-options.js';
import type { Engine } from './engine.js';
import type { DurableSettings } from './settings.js';
import type { TaskHub } from './task-hub.js';

export interface ApiOptions extends Pick<DurableHostOptions, 'baseUrl' | 'log' | 'now'> {
  readonly engine: Engine;
  readonly hub: TaskHub;
  readonly settings: DurableSettings;
}

/** One request, taken apart. */
export interface Call {
  readonly method: string;
  /** Decoded. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly request: DurableRequest;
  /** The address as it was asked for. */
  readonly url: string;
}
