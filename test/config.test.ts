import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../src/config.js';
import { settings } from '../src/settings.js';

const base = {
  DATA_STORAGE: 'UseDevelopmentStorage=true',
  COMMUNICATION: 'endpoint=http://127.0.0.1:1/;accesskey=c2VjcmV0',
  SERVED_CALLING_CODES: '*',
};
const SPARED = ['DELIVERY_REPORTS_KEY', 'GATE_KEYS', 'OTEL_EXPORTER_OTLP_HEADERS'];
const refusal = (environment: Readonly<Record<string, string>>): string => {
  try {
    parseConfig({ ...base, ...environment });
    return '';
  } catch (error) {
    return String(error);
  }
};

describe('settings', () => {
  it('every setting has its line in docs/settings.md', async () => {
    const text = await readFile('docs/settings.md', 'utf8');
    for (const name of Object.keys(settings.shape)) expect(text).toContain(`\`${name}\``);
  });

  it.each([
    ['CODE_DIGITS', ['6', '8'], ['5', '9']],
    ['CODE_MINUTES', ['1', '10'], ['0', '11']],
    ['CODE_TRIES', ['1', '10'], ['0', '11']],
    ['GUESSES_AN_HOUR', ['5', '100'], ['4', '101']],
    ['GUESSES_A_DAY', ['10', '100'], ['9', '101']],
    ['GUESSES_PER_NETWORK_AN_HOUR', ['10', '100000'], ['9', '100001']],
    ['CODES_PER_DESTINATION_AN_HOUR', ['1', '1000'], ['0', '1001']],
    ['CODES_PER_ACCOUNT_AN_HOUR', ['1', '1000'], ['0', '1001']],
    ['PHONE_CODES_AN_HOUR', ['1', '1000000'], ['0', '1000001']],
    ['PUMPING_PER_CALLING_CODE', ['5', '10000'], ['4', '10001']],
    ['STEP_UP_MINUTES', ['1', '15'], ['0', '16']],
    ['RECOVERY_MINUTES', ['15', '1440'], ['14', '1441']],
    ['PROTECTION_DAYS', ['1', '365'], ['0', '366']],
    ['ACTIVITY_DAYS', ['1', '400'], ['0', '401']],
    ['CONTACTS_PER_ACCOUNT', ['2', '20'], ['1', '21']],
    ['TRUSTED_PROXIES', ['0', '10'], ['-1', '11', '1.5', 'one']],
    ['SERVED_CALLING_CODES', ['*', '+49', '+49,+1'], ['49', '+', '+1234']],
    ['PUBLIC_URL', ['https://a.example', 'http://localhost:7071'], ['a.example', 'https://a.example/path']],
    [
      'DATA_STORAGE',
      ['https://example.table.core.windows.net', 'https://example.table.core.windows.net/', 'AccountName=a'],
      ['http://example.table.core.windows.net', 'https://example.table.core.windows.net/?sig=x', ''],
    ],
    [
      'COMMUNICATION',
      ['https://example.communication.azure.com/', 'endpoint=https://example.com/;accesskey=eA=='],
      [
        'http://example.communication.azure.com/',
        'https://example.com/path',
        'endpoint=https://example.com/',
      ],
    ],
    [
      'KEYS_SECRET',
      ['https://example.vault.azure.net/secrets/keys'],
      ['https://example.vault.azure.net/', 'https://example.vault.azure.net/secrets/keys/1', ''],
    ],
    ['AZURE_CLIENT_ID', ['11111111-2222-3333-4444-555555555555'], ['me', '']],
    ['SMS_SENDER', ['+15550100'], ['15550100', '+1']],
    ['SPEECH_ENDPOINT', ['https://x.cognitiveservices.azure.com/'], ['http://x.example/', 'x.example', '']],
    ['DEVICE_UNUSED_DAYS', ['1', '365'], ['0', '366']],
    ['PHONE_RECOVERS_DAYS', ['30', '730'], ['29', '731']],
    ['REPUDIATION_DAYS', ['1', '30'], ['0', '31']],
    ['STRICT', ['true', 'false'], ['yes', '']],
    ['TELEMETRY', ['off', 'console'], ['on', '']],
    ['TELEMETRY_SAMPLE_PERCENT', ['0', '100'], ['-1', '101']],
    [
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      ['http://localhost:4318', 'https://x.example'],
      ['x.example', 'ftp://x', ''],
    ],
    [
      'GATE_KEYS',
      [`a=${'k'.repeat(32)}`, `a=${'k'.repeat(200)},b=${'l'.repeat(32)}`],
      [`a=${'k'.repeat(31)}`, 'k'.repeat(40)],
    ],
    ['IDENTITY', ['embedded'], ['none', 'OIDC', 'oidc', 'app-service', '']],
    ['OIDC_ALGORITHMS', ['RS256', 'ES256, EdDSA'], ['none', 'HS256', 'RS256,HS512', '']],
    ['OIDC_CLOCK_SKEW_SECONDS', ['0', '300'], ['301', '-1', '1.5']],
    ['OIDC_ACCOUNT_CLAIM', ['oid'], ['', 'a b']],
    ['OIDC_PAGE_CLIENT_ID', ['page', '0oa1b2c3.apps.example'], ['', 'sch\u00f6n']],
    [
      'OIDC_PAGE_SCOPE',
      ['openid', 'profile openid api://us/all'],
      ['profile', 'open id', 'openid  email', ''],
    ],
    [
      'OIDC_PAGE_PARAMETERS',
      ['', 'resource=https://api.example', 'audience=us&prompt=login'],
      [
        ...['state=known', 'resource=x&redirect_uri=https://elsewhere.example', '=x'],
        ...['client_secret=everybody-reads-it', 'client_assertion=eyJ', 'request=eyJ', 'request_uri=urn:x'],
      ],
    ],
    ['APP_SERVICE_PROVIDER', ['aad', 'my-own_1'], ['', 'aad/callback', '..', 'a?b']],
    ['PROTECTION_REMINDER_DAYS', ['7,1', '3'], ['7;1', '']],
  ])('%s takes %j and refuses %j', (name, good, bad) => {
    for (const value of good) expect(refusal({ [name]: value })).toBe('');
    for (const value of bad) expect(refusal({ [name]: value })).toContain(name);
  });

  it('CODE-5 every limit of the table is set by its own setting', () => {
    const numbers = {
      ...{ GUESSES_AN_HOUR: '11', GUESSES_A_DAY: '12', GUESSES_PER_NETWORK_AN_HOUR: '13' },
      ...{ CODES_PER_DESTINATION_AN_HOUR: '14', CODES_PER_DESTINATION_A_DAY: '15' },
      ...{ CODES_PER_ACCOUNT_AN_HOUR: '16', CODES_PER_ACCOUNT_A_DAY: '17' },
      ...{ CODES_PER_NETWORK_AN_HOUR: '18', CODES_PER_NETWORK_A_DAY: '19' },
      ...{ EMAIL_CODES_AN_HOUR: '21', EMAIL_CODES_A_DAY: '22', PHONE_CODES_PER_NETWORK_AN_HOUR: '23' },
      ...{ PHONE_CODES_PER_CALLING_CODE_AN_HOUR: '24', PHONE_CODES_PER_CALLING_CODE_A_DAY: '25' },
      ...{ PHONE_CODES_AN_HOUR: '26', PHONE_CODES_A_DAY: '27' },
      ...{ PUMPING_PER_CALLING_CODE: '31', PUMPING_PER_NETWORK: '32' },
    };
    const { limits, pumping } = parseConfig({ ...base, ...numbers }).policy;
    const set = limits.filter(({ action }) => action !== 'start-recovery').map(({ limit }) => limit);
    expect(set).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 22, 23, 24, 25, 26, 27]);
    expect(pumping.map((rule) => rule.base)).toEqual([31, 32]);
  });

  it.each([
    'https://a;sandbox',
    'https://a,b.example',
    'https://me:secret@login.example',
    'https://login.example/?tenant=1',
    'https://login.example/#tenant',
  ])('IDN-1 %s is no issuer', (OIDC_ISSUER) => {
    const given = { IDENTITY: 'oidc', OIDC_AUDIENCE: 'us', OIDC_ISSUER };
    expect(refusal(given)).toContain('OIDC_ISSUER');
    expect(refusal(given)).not.toContain(OIDC_ISSUER);
  });

  it('IDN-1 a provider needs its issuer and our audience, over https or on this machine', () => {
    const oidc = { IDENTITY: 'oidc', OIDC_AUDIENCE: 'us' };
    for (const OIDC_ISSUER of ['https://login.example/tenant', 'http://127.0.0.1:1', 'http://localhost:1'])
      expect(refusal({ ...oidc, OIDC_ISSUER })).toBe('');
    for (const OIDC_ISSUER of ['http://login.example', 'login.example', ''])
      expect(refusal({ ...oidc, OIDC_ISSUER })).toContain('OIDC_ISSUER');
    expect(refusal(oidc)).toContain('OIDC_ISSUER');
    const known = { IDENTITY: 'oidc', OIDC_ISSUER: 'https://login.example' };
    expect(refusal(known)).toContain('OIDC_AUDIENCE');
    const uri = { ...known, OIDC_AUDIENCE: 'us', OIDC_JWKS_URI: 'http://login.example/jwks' };
    expect(refusal(uri)).toContain('OIDC_JWKS_URI');
  });

  it('IDN-3 a provider without IDENTITY=oidc would leave embedded sign-up open', () => {
    expect(refusal({ OIDC_ISSUER: 'https://login.example' })).toContain('IDENTITY=oidc');
  });

  it('IDN-2 outside a local run headers are believed only behind App Service authentication', () => {
    const behind = { IDENTITY: 'app-service' };
    expect(refusal(behind)).toContain('WEBSITE_AUTH_ENABLED');
    expect(refusal({ ...behind, WEBSITE_AUTH_ENABLED: 'False' })).toContain('WEBSITE_AUTH_ENABLED');
    expect(refusal({ ...behind, WEBSITE_AUTH_ENABLED: 'True' })).toBe('');
    expect(refusal({ ...behind, AZURE_FUNCTIONS_ENVIRONMENT: 'Development' })).toBe('');
  });

  it('what is wrong is named, with what to do, and its value is not shown', () => {
    const said = refusal({
      COMMUNICATION: 'endpoint=http://elsewhere.example/;accesskey=dG9wc2VjcmV0',
      CODE_TRIES: '77',
    });
    expect(said).toContain('COMMUNICATION');
    expect(said).toContain('CODE_TRIES: a whole number from 1 to 10');
    expect(said).not.toMatch(/dG9wc2VjcmV0|elsewhere|77/);
  });

  it('IDN-4 the gate key of the sample settings is refused outside of a developer’s machine', async () => {
    const sample = JSON.parse(await readFile('local.settings.sample.json', 'utf8')) as {
      Values: { GATE_KEYS: string };
    };
    const { GATE_KEYS } = sample.Values;
    expect(refusal({ GATE_KEYS })).toContain('GATE_KEYS');
    expect(refusal({ GATE_KEYS, AZURE_FUNCTIONS_ENVIRONMENT: 'Development' })).toBe('');
  });

  const reference = '@Microsoft.KeyVault(SecretUri=https://kv-hidden.vault.azure.net/secrets/one)';

  it.each(SPARED)('%s stops nothing where the vault could not be read, and is told of', (name) => {
    for (const value of [reference, ` ${reference.toUpperCase()}`, ''])
      expect(parseConfig({ ...base, [name]: value }).unresolved).toEqual([name]);
    expect(parseConfig(base).unresolved).toEqual([]);
  });

  it('without the key of their receiver no traces are sent, not even with the reference for a key', () => {
    const receiver = { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://receiver.example' };
    expect(parseConfig({ ...base, ...receiver }).telemetry.otlpEndpoint).toBe('https://receiver.example');
    const unread = { ...receiver, OTEL_EXPORTER_OTLP_HEADERS: reference };
    expect(parseConfig({ ...base, ...unread }).telemetry.otlpEndpoint).toBeUndefined();
  });

  it.each(Object.keys(settings.shape).filter((name) => !SPARED.includes(name)))(
    '%s stops the start where the vault could not be read: no default stands in, and the reference is no value',
    (name) => {
      const said = refusal({ [name]: reference });
      expect(said).toContain(`${name}: its Key Vault reference was not resolved`);
      expect(said.split(`${name}:`)).toHaveLength(2);
      expect(said).not.toContain('kv-hidden');
    },
  );

  it('in Azure no key file is made up', () => {
    expect(refusal({ WEBSITE_INSTANCE_ID: 'x' })).toContain('KEYS_FILE');
    expect(refusal({ WEBSITE_SITE_NAME: 'x' })).toContain('KEYS_FILE');
    expect(refusal({ WEBSITE_INSTANCE_ID: 'x', KEYS_FILE: '/mnt/keys.json' })).toBe('');
    const KEYS_SECRET = 'https://example.vault.azure.net/secrets/keys';
    expect(refusal({ WEBSITE_INSTANCE_ID: 'x', KEYS_SECRET })).toBe('');
    expect(refusal({ KEYS_SECRET, KEYS_FILE: '/mnt/keys.json' })).toContain('leave one out');
  });

  it('in Azure addresses are enough: the named identity opens what is there', () => {
    const config = parseConfig({
      ...base,
      WEBSITE_INSTANCE_ID: 'x',
      DATA_STORAGE: 'https://example.table.core.windows.net/',
      COMMUNICATION: 'https://example.communication.azure.com/',
      KEYS_SECRET: 'https://example.vault.azure.net/secrets/keys',
      AZURE_CLIENT_ID: '11111111-2222-3333-4444-555555555555',
    });
    expect(config).toMatchObject({
      storage: { endpoint: 'https://example.table.core.windows.net' },
      communication: { endpoint: 'https://example.communication.azure.com' },
      keys: { secret: { vaultUrl: 'https://example.vault.azure.net', name: 'keys', isLoopback: false } },
      azureIdentity: { clientId: '11111111-2222-3333-4444-555555555555', isManaged: true },
    });
    expect(parseConfig(base).azureIdentity).toEqual({ clientId: undefined, isManaged: false });
  });
});
