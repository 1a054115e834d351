import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface SettingsFile {
  readonly values: Readonly<Record<string, string>>;
  readonly corsOrigins: readonly string[];
}

export interface LocalParts {
  readonly storage: string;
  readonly communication: string;
  /** For webhooks between the app and what stands in for the cloud. */
  readonly secret: string;
  /** `127.0.0.1:7071` */
  readonly host: string;
  /** Where an app may keep files of its own, whichever way the host was told. */
  readonly dataDir: string;
}

/** local.settings.json, or the sample an app ships when there is none yet. */
export async function readSettingsFile(appDir: string): Promise<SettingsFile> {
  for (const name of ['local.settings.json', 'local.settings.sample.json']) {
    const text = await readFile(join(appDir, name), 'utf8').catch(() => undefined);
    if (text !== undefined) return parse(text, name);
  }
  return { values: {}, corsOrigins: [] };
}

function parse(text: string, name: string): SettingsFile {
  let file: { Values?: Record<string, unknown>; Host?: { CORS?: unknown } };
  try {
    file = JSON.parse(text) as typeof file;
  } catch (error) {
    throw new Error(`${name} is not JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  const values = Object.entries(file.Values ?? {}).map(([key, value]) => [key, String(value)] as const);
  const cors = file.Host?.CORS;
  const corsOrigins = typeof cors === 'string' ? cors.split(',').map((origin) => origin.trim()) : [];
  return { values: Object.fromEntries(values), corsOrigins };
}

/**
 * Puts the settings where the app looks for them. What the environment has already stays; the words that mean "the
 * local one" become the emulator's and the stand-in's connection strings and a secret of this data folder.
 */
export function applySettings(
  { values }: SettingsFile,
  { communication, dataDir, host, secret, storage }: LocalParts,
): void {
  const words: Readonly<Record<string, string>> = {
    'UseDevelopmentStorage=true': storage,
    'UseDevelopmentCommunication=true': communication,
    'UseDevelopmentSecret=true': secret,
  };
  const fixed = {
    WEBSITE_HOSTNAME: host,
    AZURE_FUNCTIONS_ENVIRONMENT: 'Development',
    FUNCTIONS_WORKER_RUNTIME: 'node',
  };
  const storageDefault = { AzureWebJobsStorage: 'UseDevelopmentStorage=true' };
  for (const [key, value] of Object.entries({ ...storageDefault, ...values, ...fixed })) {
    const given = process.env[key] ?? value;
    process.env[key] = words[given] ?? given;
  }
  process.env['WEBSITE_HOSTNAME'] = host;
  process.env['LOCAL_DATA_DIR'] = dataDir;
}

/** `%NAME%` in a text is the value of a setting; a name that none has stays as it is. */
export function expanded(
  text: string,
  settings: Readonly<Record<string, string | undefined>> = process.env,
): string {
  return text.replace(/%([^%\s]+)%/g, (whole, name: string) => settings[name] ?? whole);
}
