import { api, ask } from '../api/client.js';
import { beginSession, session } from '../api/session.js';

/** What they are called is not worth waiting for. */
const PATIENCE = 5_000;

/**
 * Whoever App Service's cookie says it is: only the service can tell. Where it can't be asked just now the pages say so, and
 * the session ends with the first answer that it is nobody's.
 */
export async function findPrincipal(): Promise<void> {
  const [told, signInName] = await Promise.all([ask(api.GET('/security-info')), nameThere()]);
  if (!told.ok && told.problem.code === 'unauthenticated') return;
  const { value: before } = session;
  const stepUp = before?.asks === 'nothing' ? before.stepUp : undefined;
  beginSession({ asks: 'nothing', signInName, ...(stepUp === undefined ? {} : { stepUp }) });
}

/** App Service tells the signed-in of themselves where it keeps their tokens. */
async function nameThere(): Promise<string> {
  try {
    const answer = await fetch('/.auth/me', { signal: AbortSignal.timeout(PATIENCE) });
    const [me] = (await answer.json()) as readonly { readonly user_id?: unknown }[];
    return typeof me?.user_id === 'string' ? me.user_id : '';
  } catch {
    return '';
  }
}
