import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  nodesOf,
  parseBicep,
  plain,
  propertiesOf,
  propertyOf,
  template,
  templates,
  type BicepFile,
} from '../support/bicep.js';

const texts = templates.map(({ path, root }) => [path, root.text] as const);
const resources = templates.flatMap((file) => file.resources.map((one) => ({ ...one, path: file.path })));
const made = (type: string) =>
  resources.filter(({ isExisting, what }) => !isExisting && what.startsWith(`${type}@`));

describe('the templates', () => {
  it('are Bicep, all of them', () => {
    expect(templates.length).toBeGreaterThan(8);
    expect(
      templates.filter(({ errors }) => errors.length > 0).map(({ errors, path }) => [path, errors]),
    ).toEqual([]);
  });

  it('what is no Bicep is found', () => {
    expect(parseBicep("param a string\nvar b = { c: 'd' \nvar e = [").errors).not.toEqual([]);
    expect(parseBicep('param a string\nvar b = = a\n').errors).not.toEqual([]);
    expect(parseBicep("var a = 'b'\n").errors).toEqual([]);
  });

  it.each(texts)('%s needs no registry and reads no account keys', (_, text) => {
    expect(text).not.toMatch(/\bbr[/:]|\bts[/:]/);
    expect(text).not.toMatch(/list(?:Account)?(?:Keys|Secrets|Credentials|AccountSas|ServiceSas)/i);
    expect(text).not.toMatch(/AccountKey=|accesskey=|SharedAccessKey/i);
  });

  it.each(templates.map((file) => [file.path, file] as const))(
    '%s names nothing that is not there',
    (_, file) => {
      expect(undeclared(file)).toEqual([]);
    },
  );

  it('a name that is not there is found', () => {
    const text = "param a string\nvar b = [for c in split(a): c]\noutput d string = '${a}${oops}'\n";
    expect(undeclared(parseBicep(text))).toEqual(['oops']);
  });

  it.each(templates.map((file) => [file.path, file] as const))('%s declares nothing in vain', (_, file) => {
    for (const { node, symbol } of [...file.params, ...file.variables]) {
      const uses = [...nodesOf(file.root)].filter(
        (one) => one.type === 'identifier' && one.text === symbol && one.parent?.id !== node.id,
      );
      expect(uses.length, symbol).toBeGreaterThan(0);
    }
  });
});

describe('what the grammar takes and Bicep does not', () => {
  it.each(templates.map((file) => [file.path, file] as const))(
    '%s has none of it',
    (_, { resources: found }) => {
      // A nested resource can't be repeated.
      const nested = found.filter(({ node }) => node.parent?.type === 'object_property');
      expect(
        nested.filter(({ node }) => node.namedChildren.some(({ type }) => type === 'for_statement')),
      ).toEqual([]);
    },
  );
});

describe('modules', () => {
  const calls = templates.flatMap((file) => file.modules.map((one) => ({ ...one, caller: file })));
  const calledBy = (path: string, what: string) => {
    const found = templates.find((file) => file.path === join(dirname(path), what));
    expect(found, what).toBeDefined();
    return found!;
  };

  it.each(calls.map((one) => [one.symbol, one] as const))(
    '%s gets every parameter it must, and no other',
    (_, call) => {
      const file = calledBy(call.caller.path, call.what);
      const given = [...propertiesOf(propertyOf(call.body, 'params')).keys()];
      const [known, must] = [file.params, file.params.filter(({ hasDefault }) => !hasDefault)].map((params) =>
        params.map(({ symbol }) => symbol),
      );
      expect(known).toEqual(expect.arrayContaining(given));
      expect(given).toEqual(expect.arrayContaining(must ?? []));
    },
  );

  it('every template but the main one is called, and every output that is asked for is there', () => {
    expect(calls.length).toBe(templates.length);
    for (const { caller, symbol, what } of calls) {
      const outputs = calledBy(caller.path, what).outputs.map((one) => one.symbol);
      const asked = [...caller.root.text.matchAll(new RegExp(`\\b${symbol}!?\\.outputs\\.(\\w+)`, 'g'))];
      for (const [, output] of asked) expect(outputs, symbol).toContain(output);
    }
  });

  it('the parameter file gives what main.bicep takes and has no default for', () => {
    const { parameters } = JSON.parse(readFileSync('infra/main.parameters.json', 'utf8')) as {
      parameters: Record<string, { value: unknown }>;
    };
    const { params } = template('main.bicep');
    expect(params.map(({ symbol }) => symbol)).toEqual(expect.arrayContaining(Object.keys(parameters)));
    const must = params.filter(({ hasDefault }) => !hasDefault).map(({ symbol }) => symbol);
    expect(Object.keys(parameters)).toEqual(expect.arrayContaining(must));
  });

  it('each abbreviation that is used is there, and none is there in vain', () => {
    const known = Object.keys(JSON.parse(readFileSync('infra/abbreviations.json', 'utf8')) as object);
    const used = [
      ...template('main.bicep').root.text.matchAll(/\$\{abbreviations\.(\w+)|: abbreviations\.(\w+)/g),
    ].map(([, inText, alone]) => inText ?? alone);
    expect([...new Set(used)].sort()).toEqual(known.sort());
  });
});

describe('what is made', () => {
  it('each type has one version, in every template', () => {
    const types = new Map<string, Set<string>>();
    for (const { what } of resources.filter((one) => one.what.includes('@'))) {
      const [type, version] = what.split('@') as [string, string];
      types.set(type, (types.get(type) ?? new Set()).add(version));
    }
    expect(types.size).toBeGreaterThan(15);
    for (const [type, versions] of types) expect([...versions], type).toHaveLength(1);
  });

  it('storage accounts take no shared keys, no old TLS and no anonymous reader', () => {
    const accounts = made('Microsoft.Storage/storageAccounts');
    expect(accounts).not.toEqual([]);
    for (const { body } of accounts) {
      const said = (name: string) => propertyOf(body, `properties.${name}`)?.text;
      expect(said('allowSharedKeyAccess')).toBe('false');
      expect(said('allowBlobPublicAccess')).toBe('false');
      expect(said('minimumTlsVersion')).toBe("'TLS1_2'");
      expect(said('supportsHttpsTrafficOnly')).toBe('true');
    }
  });

  it('data and flows lie in accounts of their own', () => {
    const stores = template('main.bicep').modules.filter(({ what }) => what === 'app/storage.bicep');
    const names = stores.map(({ body }) => propertyOf(body, 'params.name')?.text);
    expect(new Set(names).size).toBe(2);
    expect(stores.map(({ symbol }) => symbol)).toEqual(['dataStorage', 'durableStorage']);
  });

  it.each([
    ['Microsoft.Insights/components', 'DisableLocalAuth', 'true'],
    ['Microsoft.Communication/communicationServices', 'disableLocalAuth', 'true'],
    ['Microsoft.CognitiveServices/accounts', 'disableLocalAuth', 'true'],
    ['Microsoft.KeyVault/vaults', 'enableRbacAuthorization', 'true'],
    ['Microsoft.KeyVault/vaults', 'enablePurgeProtection', 'true'],
    ['Microsoft.Web/sites', 'httpsOnly', 'true'],
  ])('%s has %s: %s', (type, property, value) => {
    const found = made(type);
    expect(found).toHaveLength(1);
    expect(propertyOf(found[0]!.body, `properties.${property}`)?.text).toBe(value);
  });

  it('the app runs a Node that package.json allows, from a package that is made before', () => {
    const [app] = made('Microsoft.Web/sites');
    expect(propertyOf(app!.body, 'properties.functionAppConfig.runtime.name')?.text).toBe("'node'");
    const version = Number(plain(propertyOf(app!.body, 'properties.functionAppConfig.runtime.version')!));
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
    const [, low, high] = /^>=(\d+)\.\d+ <(\d+)$/.exec(engines.node) ?? [];
    expect(version).toBeGreaterThanOrEqual(Number(low));
    expect(version).toBeLessThan(Number(high));
  });
});

describe('what is kept', () => {
  const locks = made('Microsoft.Authorization/locks');
  const main = template('main.bicep');
  const locked = (module: string) =>
    propertyOf(main.modules.find(({ symbol }) => symbol === module)!.body, 'params.isLocked')?.text;

  it('accounts and keys can be locked against deletion, and nothing that can be made again is', () => {
    expect(locks.map(({ path }) => path)).toEqual(['infra/app/storage.bicep', 'infra/app/vault.bicep']);
    for (const { body, node } of locks) {
      expect(propertyOf(body, 'properties.level')?.text).toBe("'CanNotDelete'");
      expect(node.text).toContain('= if (isLocked)');
    }
    expect(['dataStorage', 'vault', 'durableStorage'].map(locked)).toEqual([
      ...['keepsData', 'keepsData', 'false'],
    ]);
  });

  it('deleted blobs and containers come back for a week', () => {
    const text = template('app/storage.bicep').root.text;
    for (const policy of ['deleteRetentionPolicy', 'containerDeleteRetentionPolicy'])
      expect(text).toMatch(new RegExp(`\\b${policy}: \\{ enabled: true, days: 7 \\}`));
  });

  it.each(['main.bicep', 'app/api.bicep'])(
    '%s hands the operator’s settings on where nobody reads them',
    (name) => {
      const param = template(name).params.find(({ symbol }) => symbol === 'moreSettings');
      const lines = template(name).root.text.slice(0, param!.node.startIndex).split('\n');
      expect(`${lines.slice(-4).join('\n')}${param!.node.text}`).toMatch(
        /@secure\(\)\s+(?:@description\(.*\)\s+)?param/,
      );
    },
  );

  it('a budget’s first month is named and not computed: Azure lets nobody change it', () => {
    expect(template('app/budget.bicep').root.text).toContain('startDate: since');
    for (const { root } of templates) expect(root.text).not.toContain('utcNow');
  });
});

describe('roles', () => {
  const assignments = made('Microsoft.Authorization/roleAssignments');
  const roles = template('app/roles.bicep');
  const given = assignments.map(({ body }) => ({
    scope: propertyOf(body, 'scope')?.text,
    to: propertyOf(body, 'properties.principalId')?.text,
    role: /roleDefinitions', (?:roles\.)?(\w+)\)$/.exec(
      propertyOf(body, 'properties.roleDefinitionId')?.text ?? '',
    )?.[1],
  }));

  it('each is named by whose it is, of what and for whom, so that it is made once', () => {
    expect(assignments.length).toBeGreaterThan(7);
    for (const [at, { body }] of assignments.entries()) {
      const { role, scope, to } = given[at]!;
      const name = propertyOf(body, 'name')?.text ?? '';
      expect(name).toMatch(new RegExp(`^guid\\(${scope}\\.id, ${to}, (?:roles\\.)?${role}\\)$`));
    }
  });

  it('the app has these and no other', () => {
    const app = given
      .filter(({ to }) => to === 'appPrincipalId')
      .map(({ role, scope }) => `${scope} ${role}`);
    expect(app.sort()).toEqual([
      'communication communicationAndEmailServiceOwner',
      'dataStorage storageTableDataContributor',
      'durableStorage storageBlobDataOwner',
      'durableStorage storageQueueDataContributor',
      'durableStorage storageTableDataContributor',
      'insights monitoringMetricsPublisher',
      'vault keyVaultSecretsUser',
    ]);
  });

  it('nobody owns or contributes to more than data', () => {
    const ids = [...roles.root.text.matchAll(/'([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})'/g)].map(
      ([, id]) => id,
    );
    expect(ids).toHaveLength(7);
    // Owner, Contributor, User Access Administrator, Key Vault Administrator
    for (const wide of ['8e3af657', 'b24988ac', '18d7d88d', '00482a5a'])
      expect(ids.some((id) => id?.startsWith(wide))).toBe(false);
  });

  it('docs/operations.md lists each', () => {
    const text = readFileSync('docs/operations.md', 'utf8');
    for (const [, id] of roles.root.text.matchAll(/'([0-9a-f-]{36})'/g))
      expect(text).toContain(id!.slice(0, 8));
  });
});

const BUILT_IN =
  'deployer description allowed minLength maxLength minValue maxValue metadata secure empty union guid take last split ' +
  'toLower uniqueString subscription resourceGroup tenant subscriptionResourceId loadJsonContent loadTextContent ' +
  'contains';

/** Names that neither the file nor Bicep knows. */
function undeclared(file: BicepFile): readonly string[] {
  const nodes = [...nodesOf(file.root)];
  const loops = nodes
    .filter(({ type }) => type === 'for_statement')
    .map((node) => node.namedChildren[0]?.text);
  const known = new Set([
    ...[...file.params, ...file.variables, ...file.outputs, ...file.resources, ...file.modules].map(
      ({ symbol }) => symbol,
    ),
    ...loops,
    ...BUILT_IN.split(' '),
  ]);
  const isKey = (node: (typeof nodes)[number]) =>
    node.parent?.type === 'object_property' && node.parent.namedChildren[0]?.id === node.id;
  return nodes
    .filter((node) => node.type === 'identifier' && !isKey(node) && !known.has(node.text))
    .map(({ text }) => text);
}
