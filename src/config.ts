import { join } from 'node:path';
import type { AzureIdentity } from './adapters/azure/azure-credential.js';
import type { CommunicationConnection, CommunicationEndpoint } from './adapters/communication/connection.js';
import type { SecretAddress } from './adapters/keys/key-secret.js';
import type { TableAddress } from './adapters/tables/table-service.js';
import type { TelemetryConfig } from './adapters/telemetry/start-telemetry.js';
import type { Policy } from './domain/policy.js';
import { policyOf } from './configured-policy.js';
import { identityConfig, type IdentityConfig } from './identity-settings.js';
import { settings, type Settings } from './settings.js';
import { notResolved, sortUnresolved, type SparedSetting } from './unresolved-settings.js';

/** Everything that is set from outside, checked once. */
export interface Config {
  readonly isDevelopment: boolean;
  readonly storage: TableAddress;
  readonly communication: CommunicationConnection | CommunicationEndpoint;
  /** Asked for where storage, communication or keys have an address and no key. */
  readonly azureIdentity: AzureIdentity;
  readonly senders: { readonly email: string; readonly sms: string; readonly call: string };
  /** Turns what calls say into speech. */
  readonly speechEndpoint: string | undefined;
  /** Without one nobody's delivery reports are taken. */
  readonly deliveryReportsKey: string | undefined;
  /** IDN-4: who has one of them is a service. */
  readonly gateKeys: readonly string[];
  /** What the platform could not read from the vault, and nobody needs for signing in. */
  readonly unresolved: readonly SparedSetting[];
  readonly servedCallingCodes: '*' | ReadonlySet<string>;
  readonly service: { readonly name: string; readonly publicUrl: string };
  /** `iss` of our tokens. On this machine no port is part of it: tokens outlive a restart on another port. */
  readonly issuer: string;
  readonly keys: { readonly file: string } | { readonly secret: SecretAddress };
  readonly identity: IdentityConfig;
  readonly trustedProxies: number;
  readonly telemetry: TelemetryConfig;
  readonly policy: Policy;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment once.
 *
 * @throws Error that lists every wrong setting and what to put there; it never shows a value
 */
export function parseConfig(environment: Environment): Config {
  const resolved = sortUnresolved(environment, Object.keys(settings.shape));
  const given = checked(resolved.environment, resolved.stopping);
  const publicUrl = given.PUBLIC_URL ?? publicUrlOf(given.WEBSITE_HOSTNAME);
  // Flex Consumption gives its instances no id: they have the app's name alone.
  const inAzure = (given.WEBSITE_INSTANCE_ID ?? given.WEBSITE_SITE_NAME) !== undefined;
  const isDevelopment = given.AZURE_FUNCTIONS_ENVIRONMENT === 'Development';
  if (!isDevelopment && given.GATE_KEYS.some((key) => key.startsWith('local-'))) {
    throw new Error(
      'GATE_KEYS holds the key of the sample settings: everybody knows it. Make one of your own.',
    );
  }
  return Object.freeze({
    isDevelopment,
    storage: given.DATA_STORAGE,
    communication: given.COMMUNICATION,
    azureIdentity: { clientId: given.AZURE_CLIENT_ID, isManaged: inAzure },
    senders: { email: given.EMAIL_SENDER, sms: given.SMS_SENDER, call: given.CALL_SENDER },
    speechEndpoint: given.SPEECH_ENDPOINT,
    deliveryReportsKey: given.DELIVERY_REPORTS_KEY,
    gateKeys: given.GATE_KEYS,
    unresolved: resolved.spared,
    servedCallingCodes: given.SERVED_CALLING_CODES,
    service: { name: given.SERVICE_NAME, publicUrl },
    issuer: publicUrl.startsWith('https:') ? publicUrl : 'urn:security-info:local',
    keys: keysOf(given, inAzure),
    identity: identityConfig(given, isDevelopment),
    // The platform's front end writes the last entry itself.
    trustedProxies: given.TRUSTED_PROXIES ?? (inAzure ? 1 : 0),
    telemetry: {
      console: given.TELEMETRY === 'console',
      // No receiver takes what comes without its key.
      otlpEndpoint: resolved.spared.includes('OTEL_EXPORTER_OTLP_HEADERS')
        ? undefined
        : given.OTEL_EXPORTER_OTLP_ENDPOINT,
      samplePercent: given.TELEMETRY_SAMPLE_PERCENT,
    },
    policy: policyOf(given),
  });
}

function checked(environment: Environment, unresolved: readonly string[]): Settings {
  const parsed = settings.safeParse(environment);
  const others = (parsed.error?.issues ?? []).filter(({ path }) => !unresolved.includes(String(path[0])));
  const wrong = [
    ...unresolved.map(notResolved),
    ...others.map(({ message, path }) => `${path.join('.')}: ${message}`),
  ];
  if (parsed.success && wrong.length === 0) return parsed.data;
  throw new Error(
    `These settings are missing or wrong (docs/settings.md):\n${wrong.map((line) => `  ${line}`).join('\n')}`,
  );
}

function keysOf(given: Settings, inAzure: boolean): Config['keys'] {
  const { KEYS_FILE: file, KEYS_SECRET: secret, LOCAL_DATA_DIR: folder } = given;
  if (secret !== undefined && file !== undefined)
    throw new Error('KEYS_SECRET and KEYS_FILE both say where the keys are: leave one out.');
  if (secret !== undefined) return { secret };
  if (inAzure && file === undefined) {
    throw new Error(
      'KEYS_SECRET must name the secret with the keys, or KEYS_FILE the mounted key file: in Azure none is generated ' +
        '(docs/settings.md).',
    );
  }
  return { file: file ?? join(folder, 'keys.json') };
}

function publicUrlOf(hostname = 'localhost:7071'): string {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])(?::|$)/.test(hostname)
    ? `http://${hostname}`
    : `https://${hostname}`;
}
