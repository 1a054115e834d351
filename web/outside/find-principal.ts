import { api, ask } from '../api/client.js';
import { platformName } from '../api/platform-name.js';
import { beginSession, session } from '../api/session.js';

/**
 * Whoever App Service's cookie says it is: only the service can tell. Where it can't be asked just now the pages say so, and
 * the session ends with the first answer that it is nobody's.
 */
export async function findPrincipal(): Promise<void> {
  const [told, signInName] = await Promise.all([ask(api.GET('/security-info')), platformName()]);
  if (!told.ok && told.problem.code === 'unauthenticated') return;
  const { value: before } = session;
  const stepUp = before?.asks === 'nothing' ? before.stepUp : undefined;
  beginSession({ asks: 'nothing', signInName, ...(stepUp === undefined ? {} : { stepUp }) });
}
