import { expect, it } from 'vitest';
import { parseConfig } from '../src/config.js';
import { pageMarks, providerOrigin } from '../src/page-marks.js';

const base = { DATA_STORAGE: 'UseDevelopmentStorage=true', SERVED_CALLING_CODES: '*' };
const communication = { COMMUNICATION: 'endpoint=https://acs.example/;accesskey=c2VjcmV0' };
const oidc = { IDENTITY: 'oidc', OIDC_ISSUER: 'https://login.example/tenant', OIDC_AUDIENCE: 'us' };

const configOf = (given: Readonly<Record<string, string>>) =>
  parseConfig({ ...base, ...communication, ...given });
const marksOf = (given: Readonly<Record<string, string>>) => pageMarks(configOf(given));

it('names the numbers as they are set, and with accounts of our own nothing of whose they are', () => {
  expect(marksOf({ PROTECTION_DAYS: '45', CONFIRMATION_SKIP_HOURS: '36' })).toEqual({
    ...{ 'confirmation-skip-hours': '36', 'pending-hours': '24', 'probation-days': '7' },
    ...{ 'protection-days': '45', 'undo-removal-days': '7' },
  });
  expect(marksOf({ AZURE_FUNCTIONS_ENVIRONMENT: 'Development' })).toHaveProperty('local', '');
});

it('IDN-1 a provider without a client for the page is named, and not asked', () => {
  expect(marksOf(oidc)).toMatchObject({ identity: 'oidc', issuer: 'https://login.example/tenant' });
  expect(marksOf(oidc)).not.toHaveProperty('client-id');
  expect(providerOrigin(configOf(oidc).identity)).toBeUndefined();
});

it.each([
  ['another audience: access tokens', 'page', 'access-token'],
  ['its own: ID tokens', 'us', 'id-token'],
])('IDN-1 a client for the page, and what is sent for %s', (_, id, sends) => {
  const given = { ...oidc, OIDC_PAGE_CLIENT_ID: id, OIDC_PAGE_PARAMETERS: 'resource=us' };
  expect(marksOf(given)).toMatchObject({
    'client-id': id,
    parameters: 'resource=us',
    scope: 'openid',
    sends,
  });
  expect(providerOrigin(configOf(given).identity)).toBe('https://login.example');
});

it('IDN-2 App Service is told with the provider that its links name', () => {
  const given = { IDENTITY: 'app-service', WEBSITE_AUTH_ENABLED: 'True' };
  expect(marksOf(given)).toMatchObject({ identity: 'app-service', 'login-provider': 'aad' });
  expect(providerOrigin(configOf(given).identity)).toBeUndefined();
});
