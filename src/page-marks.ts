import type { Config } from './config.js';
import { DAY, HOUR } from './domain/instant.js';
import type { IdentityConfig } from './identity-settings.js';

/** What the page is told with itself: attributes `data-…` of its root, by name. */
export type PageMarks = Readonly<Record<string, string>>;

/**
 * What holds here, for the page to know before it asks for anything: whose accounts these are, and the numbers that its texts
 * state, named as the settings are. In development it is `local`, and offers what a local run has besides.
 */
export function pageMarks({
  identity,
  isDevelopment,
  policy,
}: Pick<Config, 'identity' | 'isDevelopment' | 'policy'>): PageMarks {
  return {
    ...(isDevelopment ? { local: '' } : {}),
    ...identityMarks(identity),
    'confirmation-skip-hours': String(policy.confirmationSkip / HOUR),
    'pending-hours': String(policy.pendingLifetime / HOUR),
    'probation-days': String(policy.probation / DAY),
    'protection-days': String(policy.protectionWindow / DAY),
    'undo-removal-days': String(policy.undoRemoval / DAY),
  };
}

function identityMarks(identity: IdentityConfig): PageMarks {
  switch (identity.kind) {
    case 'embedded':
      return {};
    case 'app-service':
      return { identity: identity.kind, 'login-provider': identity.loginProvider };
    case 'oidc': {
      const { page, provider } = identity;
      const marks = { identity: identity.kind, issuer: provider.issuer, 'name-claim': provider.nameClaim };
      if (page === undefined) return marks;
      const { id, parameters, scope, sends } = page;
      return { ...marks, 'client-id': id, scope, parameters, sends };
    }
  }
}

/** Where the page may send requests besides here: to the provider that it signs in with. */
export function providerOrigin(identity: IdentityConfig): string | undefined {
  if (identity.kind !== 'oidc' || identity.page === undefined) return undefined;
  return new URL(identity.provider.issuer).origin;
}
