/** What the page asks a provider with: a public client of its own. */
export interface ProviderClient {
  readonly id: string;
  readonly scope: string;
  readonly parameters: string;
  readonly sends: 'access-token' | 'id-token';
}

export interface OidcSetUp {
  readonly kind: 'oidc';
  readonly issuer: string;
  /** Of the ID token: what they are called there. */
  readonly nameClaim: string;
  /** Without one this page can sign nobody in. */
  readonly client: ProviderClient | undefined;
}

/** Whose accounts these are, and so who signs people in. */
type SetUp =
  | { readonly kind: 'embedded' }
  | OidcSetUp
  | { readonly kind: 'app-service'; readonly loginProvider: string };

/** As the service says in the page itself, in attributes of its root: there is nothing to ask for, and nothing to wait for. */
export const setUp: SetUp = setUpIn(document.documentElement.dataset);

/** Accounts, passwords and getting back in are somebody else's: what of these is in the page is not shown. */
export const isOutside = setUp.kind !== 'embedded';

function setUpIn(told: DOMStringMap): SetUp {
  switch (told['identity']) {
    case 'oidc':
      return {
        kind: 'oidc',
        issuer: told['issuer'] ?? '',
        nameClaim: told['nameClaim'] ?? '',
        client: clientIn(told),
      };
    case 'app-service':
      return { kind: 'app-service', loginProvider: told['loginProvider'] ?? '' };
    default:
      return { kind: 'embedded' };
  }
}

function clientIn(told: DOMStringMap): ProviderClient | undefined {
  const { clientId: id, parameters = '', scope = '', sends } = told;
  if (id === undefined) return undefined;
  return { id, scope, parameters, sends: sends === 'id-token' ? sends : 'access-token' };
}
