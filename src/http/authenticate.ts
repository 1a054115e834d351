import type { HttpRequest } from '@azure/functions';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import type { Caller } from '../domain/session.js';
import type { OutsideHolder } from '../ports/outside-identity.js';
import type { Access } from './contract.js';
import { isTicketed } from './schemas/challenge.js';
import type { Services } from './services.js';

/** App Service keeps the Authorization header to itself: a token of ours comes in this one there. */
const OWN_TOKEN = 'x-security-info-token';

type Authenticated<T> = Promise<Outcome<T, 'unauthenticated'>>;

/** Who calls: a holder; or nobody in particular where the route asks for none, or for a service or a webhook. */
export async function authenticate(
  access: Access,
  services: Services,
  request: HttpRequest,
): Authenticated<Caller | undefined> {
  switch (access) {
    case 'none':
      return ok(undefined);
    case 'webhook':
      return services.isReportsKey(request.query.get('key')) ? ok(undefined) : nobody;
    case 'service':
      return (await isService(services, request)) ? ok(undefined) : nobody;
    // Whoever is signed in elsewhere, or was once, recovers like anybody.
    case 'as-created':
      return isTicketed(request.params) ? ok(undefined) : authenticate('session', services, request);
    case 'session':
    case 'elevated': {
      const caller = await holder(services, request);
      return caller === undefined ? nobody : ok(caller);
    }
  }
}

const nobody = refuse({ code: 'unauthenticated' });

/** IDN-4: one of our keys, or a token that says so where a provider gives tokens. */
async function isService(
  { clock, identity, isServiceKey }: Services,
  request: HttpRequest,
): Promise<boolean> {
  const bearer = bearerOf(request);
  // First, as it is judged without our keys: these may be in a vault that nobody can read just now.
  if (bearer !== undefined && identity.kind === 'oidc') {
    const party = await identity.readToken(bearer, clock.now());
    if (party !== undefined) return party.kind === 'service';
  }
  return isServiceKey(bearer);
}

/** A token of ours speaks for sessions of the kind that configuration knows, and for no other. */
async function holder(services: Services, request: HttpRequest): Promise<Caller | undefined> {
  const { clock, identity, tokens } = services;
  const now = clock.now();
  const bearer = bearerOf(request);
  switch (identity.kind) {
    case 'embedded': {
      const caller = bearer === undefined ? undefined : await tokens.read(bearer, now);
      return caller?.outside === undefined ? caller : undefined;
    }
    case 'oidc': {
      if (bearer === undefined) return undefined;
      const caller = await tokens.read(bearer, now);
      if (caller !== undefined) return caller.outside === undefined ? undefined : caller;
      const party = await identity.readToken(bearer, now);
      return party?.kind === 'holder' ? met(services, party) : undefined;
    }
    case 'app-service': {
      const principal = identity.readHeaders((name) => request.headers.get(name), now);
      if (principal === undefined) return undefined;
      const own = request.headers.get(OWN_TOKEN);
      if (own === null) return met(services, principal);
      const caller = await tokens.read(own, now);
      const isTheirs = caller?.outside !== undefined && caller.accountId === principal.accountId;
      return isTheirs ? caller : undefined;
    }
  }
}

async function met({ meet }: Services, principal: OutsideHolder): Promise<Caller> {
  await meet(principal);
  const { accountId, outside, sessionId } = principal;
  return { accountId, sessionId, outside };
}

function bearerOf(request: HttpRequest): string | undefined {
  return /^Bearer ([\w.~+/=-]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
}
