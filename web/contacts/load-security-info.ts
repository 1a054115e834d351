import { api, ask } from '../api/client.js';
import type { Outcome } from '../api/problem.js';
import type { SecurityInfo } from '../api/shapes.js';

export function loadSecurityInfo(): Promise<Outcome<SecurityInfo>> {
  return ask(api.GET('/security-info'));
}
