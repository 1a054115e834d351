import { endStepUp, session } from './session.js';
import { setUp } from './set-up.js';

/** How a request says whose it is. */
interface Proof {
  readonly header: string;
  /** None: nobody is signed in, or the browser's cookie says it. */
  readonly value: string | undefined;
}

/** App Service keeps the Authorization header to itself: a token of the service's own comes in another one there. */
const ownHeader = setUp.kind === 'app-service' ? 'x-security-info-token' : 'authorization';

export function proof(): Proof {
  const { value: now } = session;
  const token = stepUpOf(now) ?? now?.token;
  return { header: ownHeader, value: token === undefined ? undefined : written(token) };
}

function written(token: string): string {
  return setUp.kind === 'app-service' ? token : `Bearer ${token}`;
}

function stepUpOf(now: typeof session.value): string | undefined {
  return now?.asks === 'nothing' ? now.stepUp : undefined;
}

/** Whether it was sent as the session that there is now: what an older token is told says nothing of this one. */
export function isCurrent(request: Request): boolean {
  return session.value !== undefined && request.headers.get(ownHeader) === (proof().value ?? null);
}

export function hasStepUp(request: Request): boolean {
  const token = stepUpOf(session.value);
  return token !== undefined && request.headers.get(ownHeader) === written(token);
}

/** Forgets that step-up; the same request as whoever there is without it. */
export function withoutStepUp(request: Request): Request {
  if (hasStepUp(request)) endStepUp();
  const { header, value } = proof();
  if (value === undefined) request.headers.delete(header);
  else request.headers.set(header, value);
  return request;
}
