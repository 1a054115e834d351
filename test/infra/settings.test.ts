import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config.js';
import { settings } from '../../src/settings.js';
import { nodesOf, propertiesOf, template } from '../support/bicep.js';

const api = template('app/api.bicep');

/** The keys of every object in a variable's value. */
function settingsIn(name: string): readonly string[] {
  const variable = api.variables.find(({ symbol }) => symbol === name);
  expect(variable, name).toBeDefined();
  return [...nodesOf(variable!.node)]
    .filter(({ type }) => type === 'object')
    .flatMap((object) => [...propertiesOf(object).keys()]);
}

const always = settingsIn('appSettings');
const sometimes = settingsIn('optionalSettings');
const platform = settingsIn('platformSettings');

/** The host's own, by what Microsoft documents for Flex Consumption with identities. */
const OF_THE_PLATFORM =
  /^(?:AzureWebJobsStorage__(?:credential|clientId|(?:blob|queue|table)ServiceUri)|APPLICATIONINSIGHTS_(?:CONNECTION_STRING|AUTHENTICATION_STRING)|AzureWebJobsDisableHomepage)$/;

/** What Azure sets itself, or what only a run on somebody's own machine has a use for. */
const NEVER_OURS_TO_SET = [
  ...['WEBSITE_HOSTNAME', 'WEBSITE_SITE_NAME', 'WEBSITE_INSTANCE_ID', 'WEBSITE_AUTH_ENABLED'],
  ...['AZURE_FUNCTIONS_ENVIRONMENT', 'LOCAL_DATA_DIR', 'KEYS_FILE'],
];

/** What the template puts there, as far as the app can tell. */
const values: Readonly<Record<string, string>> = {
  AZURE_CLIENT_ID: '11111111-2222-3333-4444-555555555555',
  DATA_STORAGE: 'https://stdataexample.table.core.windows.net/',
  COMMUNICATION: 'https://acs-example.europe.communication.azure.com',
  KEYS_SECRET: 'https://kv-example.vault.azure.net/secrets/keys',
  SERVED_CALLING_CODES: '+49,+1',
  SERVICE_NAME: 'Example account',
  EMAIL_SENDER: 'DoNotReply@11111111-2222-3333-4444-555555555555.azurecomm.net',
};

describe('the settings that the template makes', () => {
  it('are found', () => {
    expect(always).toContain('DATA_STORAGE');
    expect(sometimes).toContain('DELIVERY_REPORTS_KEY');
    expect(platform).toContain('AzureWebJobsStorage__credential');
  });

  it('are known to the app, all but the platform’s', () => {
    const known = Object.keys(settings.shape);
    expect(known).toEqual(expect.arrayContaining([...always, ...sometimes]));
    for (const name of platform) expect(name).toMatch(OF_THE_PLATFORM);
    for (const name of NEVER_OURS_TO_SET) expect([...always, ...sometimes]).not.toContain(name);
  });

  it('are enough in Azure, and each of the required ones is among them', () => {
    // What an instance of Flex Consumption has: no WEBSITE_INSTANCE_ID.
    const azure = { WEBSITE_SITE_NAME: 'func-example', WEBSITE_HOSTNAME: 'func-example.azurewebsites.net' };
    expect(Object.keys(values).sort()).toEqual([...always].sort());
    const config = parseConfig({ ...values, ...azure });
    expect(config.storage).toHaveProperty('endpoint');
    expect(config.communication).toHaveProperty('endpoint');
    expect(config.keys).toHaveProperty('secret');
    expect(config.azureIdentity.isManaged).toBe(true);
    expect(config.trustedProxies).toBe(1);
    for (const required of ['DATA_STORAGE', 'COMMUNICATION', 'KEYS_SECRET', 'SERVED_CALLING_CODES']) {
      const { [required]: _, ...rest } = values;
      expect(() => parseConfig({ ...rest, ...azure }), required).toThrow(required);
    }
  });

  it('leave out none that must be set: the others have a default or may be missing', () => {
    for (const [name, schema] of Object.entries(settings.shape)) {
      const mayBeMissing = schema.safeParse(undefined).success;
      expect(mayBeMissing || always.includes(name), name).toBe(true);
    }
  });

  it('hold no secret: what is one is a reference into the vault', () => {
    const text = api.variables.find(({ symbol }) => symbol === 'optionalSettings')!.node.text;
    for (const name of ['DELIVERY_REPORTS_KEY', 'GATE_KEYS'])
      expect(text).toMatch(new RegExp(`${name}: '@Microsoft\\.KeyVault\\(SecretUri=`));
  });

  it('can be any others of docs/settings.md, but never whose storage and telemetry it is', () => {
    const text = api.resources.find(({ symbol }) => symbol === 'settings')!.node.text;
    expect(text).toContain('union(appSettings, optionalSettings, moreSettings, platformSettings)');
  });

  it('the secrets have the names that prepare-vault makes', () => {
    const main = template('main.bicep').root.text;
    const tool = readFileSync('src/adapters/keys/vault-secrets.ts', 'utf8');
    for (const name of ['keys', 'delivery-reports-key']) {
      expect(main).toContain(`secrets/${name}'`);
      expect(tool).toMatch(new RegExp(`^  '?${name}'?: async`, 'm'));
    }
  });

  it('Event Grid posts where the app listens, what the app reads', () => {
    const text = template('app/delivery-reports.bicep').root.text;
    expect(text).toContain('/api/delivery-reports?key=');
    const reader = readFileSync('src/adapters/communication/delivery-reports.ts', 'utf8');
    for (const [, type] of text.matchAll(/'(Microsoft\.Communication\.\w+ReportReceived)'/g))
      expect(reader).toContain(`case '${type}'`);
  });
});
