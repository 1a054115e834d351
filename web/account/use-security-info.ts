import { api, ask } from '../api/client.js';
import type { SecurityInfo } from '../api/shapes.js';
import { useLoaded, type Loaded } from '../api/use-loaded.js';

/** Where the account stands: every page here depends on it. */
export function useSecurityInfo(): readonly [Loaded<SecurityInfo>, () => Promise<void>] {
  return useLoaded(() => ask(api.GET('/security-info')));
}
