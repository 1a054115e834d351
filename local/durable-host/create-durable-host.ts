import { clientBinding } from './client-binding.js';
import type { DurableHostOptions } from './durable-host-options.js';
import type { DurableHost, DurableRequest, DurableResponse } from './durable-host.js';
import { Engine } from './engine.js';
import { ManagementApi } from './management-api.js';
import { readSettings } from './settings.js';
import { TaskHub } from './task-hub.js';

/** Builds the durable half: orchestrations, activities and timers over one table. */
export function createDurableHost(options: DurableHostOptions): DurableHost {
  const settings = readSettings(options.settings);
  const hub = new TaskHub(options.storage, settings.hubName);
  const engine = new Engine({ ...options, hub, settings });
  const api = new ManagementApi({ ...options, engine, hub, settings });
  return {
    name: 'durable',
    start: () => engine.start(),
    stop: () => engine.stop(),
    nextDue: () => engine.nextDue(),
    clockMoved: () => {
      engine.clockMoved();
    },
    quiet: () => engine.quiet(),
    clientBinding: () => clientBinding(options.baseUrl, settings.hubName),
    handle: (request: DurableRequest): Promise<DurableResponse> => api.handle(request),
  };
}
