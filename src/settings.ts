import { z } from 'zod';
import { parseCommunication } from './adapters/communication/connection.js';
import { parseSecretAddress } from './adapters/keys/key-secret.js';
import { parseTableAddress } from './adapters/tables/table-service.js';
import { identitySettings } from './identity-settings.js';

const whole = (low: number, high: number, otherwise: number) =>
  z
    .string()
    .regex(/^\d+$/, `a whole number from ${low} to ${high}`)
    .transform(Number)
    .refine((value) => value >= low && value <= high, `a whole number from ${low} to ${high}`)
    .default(otherwise);

const text = (what: string) => z.string().trim().min(1, what);
const daysBefore = (what: string, otherwise: number[]) =>
  z
    .string()
    .regex(/^\d{1,3}(?:,\d{1,3})*$/, what)
    .transform((value) => value.split(',').map(Number))
    .default(otherwise);
const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/, 'a number in E.164 form: +15550100');

/** @param parse gives undefined for what is wrong */
function parsed<T extends object>(what: string, parse: (text: string) => T | undefined) {
  return text(what).transform((value, context) => {
    const made = parse(value);
    if (made !== undefined) return made;
    context.addIssue(what);
    return z.NEVER;
  });
}

/** Every setting there is, with its bounds; docs/settings.md says what each is for. */
export const settings = z.object({
  DATA_STORAGE: parsed(
    'https://….table.core.windows.net, a table storage connection string, or UseDevelopmentStorage=true',
    parseTableAddress,
  ),
  COMMUNICATION: parsed(
    'https://….communication.azure.com, or endpoint=https://…;accesskey=…, of a Communication Services resource',
    parseCommunication,
  ),
  SERVED_CALLING_CODES: text('* for all, or calling codes: +49,+1').transform((value, context) => {
    if (value === '*') return '*' as const;
    const codes = value.split(',').map((code) => code.trim());
    if (codes.every((code) => /^\+[1-9]\d{0,2}$/.test(code))) return new Set(codes);
    context.addIssue('* for all, or calling codes: +49,+1');
    return z.NEVER;
  }),
  SERVICE_NAME: text('the name people know the account by').max(40).default('Example account'),
  PUBLIC_URL: z
    .string()
    .regex(/^https?:\/\/[^/?#]+$/, 'an address without a path: https://account.example.com')
    .optional(),
  WEBSITE_HOSTNAME: z.string().optional(),
  WEBSITE_INSTANCE_ID: z.string().optional(),
  WEBSITE_SITE_NAME: z.string().optional(),
  AZURE_FUNCTIONS_ENVIRONMENT: z.string().default('Production'),
  LOCAL_DATA_DIR: text('a folder').default('.local'),
  AZURE_CLIENT_ID: z.guid('the client id of the user-assigned identity').optional(),
  KEYS_FILE: text('a path').optional(),
  KEYS_SECRET: parsed(
    'https://….vault.azure.net/secrets/name, without a version',
    parseSecretAddress,
  ).optional(),
  EMAIL_SENDER: z.email('the sender address of the verified domain').default('DoNotReply@localhost.example'),
  SMS_SENDER: e164.default('+15555550100'),
  CALL_SENDER: e164.default('+15555550100'),
  SPEECH_ENDPOINT: z.url({ protocol: /^https$/, error: 'https://…cognitiveservices.azure.com' }).optional(),
  ...identitySettings,
  GATE_KEYS: z
    .string()
    .regex(
      /^[\w-]{1,64}=[\w.~-]{32,200}(?:,[\w-]{1,64}=[\w.~-]{32,200})*$/,
      'name=key,name=key; keys of 32 to 200 of A-Z a-z 0-9 _ . ~ -',
    )
    .transform((value) => value.split(',').map((pair) => pair.slice(pair.indexOf('=') + 1)))
    .default([]),
  DELIVERY_REPORTS_KEY: z
    .string()
    .regex(/^[\w.~-]{32,200}$/, '32 to 200 of A-Z a-z 0-9 _ . ~ -')
    .optional(),
  TELEMETRY: z.enum(['off', 'console'], 'off or console').default('off'),
  TELEMETRY_SAMPLE_PERCENT: whole(0, 100, 100),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/, error: 'http(s)://host:4318' }).optional(),
  OTEL_EXPORTER_OTLP_HEADERS: text('name=value,name=value').optional(),
  TRUSTED_PROXIES: whole(0, 10, 0).unwrap().optional(),
  CODE_DIGITS: z.enum(['6', '7', '8'], '6, 7 or 8').default('6'),
  CODE_MINUTES: whole(1, 10, 10),
  CODE_TRIES: whole(1, 10, 5),
  CODE_RESEND_SECONDS: whole(5, 600, 30),
  CODE_SENDS: whole(1, 10, 5),
  CODES_PER_CONTACT_AN_HOUR: whole(1, 100, 20),
  GUESSES_AN_HOUR: whole(5, 100, 10),
  GUESSES_A_DAY: whole(10, 100, 100),
  GUESSES_PER_NETWORK_AN_HOUR: whole(10, 100_000, 100),
  CODES_PER_DESTINATION_AN_HOUR: whole(1, 1000, 30),
  CODES_PER_DESTINATION_A_DAY: whole(1, 1000, 60),
  CODES_PER_ACCOUNT_AN_HOUR: whole(1, 1000, 60),
  CODES_PER_ACCOUNT_A_DAY: whole(1, 10_000, 200),
  CODES_PER_NETWORK_AN_HOUR: whole(1, 100_000, 120),
  CODES_PER_NETWORK_A_DAY: whole(1, 1_000_000, 600),
  PHONE_CODES_PER_NETWORK_AN_HOUR: whole(1, 100_000, 60),
  PHONE_CODES_PER_CALLING_CODE_AN_HOUR: whole(1, 1_000_000, 1_000),
  PHONE_CODES_PER_CALLING_CODE_A_DAY: whole(1, 10_000_000, 5_000),
  PHONE_CODES_AN_HOUR: whole(1, 1_000_000, 3_000),
  PHONE_CODES_A_DAY: whole(1, 10_000_000, 15_000),
  EMAIL_CODES_AN_HOUR: whole(1, 10_000_000, 10_000),
  EMAIL_CODES_A_DAY: whole(1, 100_000_000, 100_000),
  PUMPING_PER_CALLING_CODE: whole(5, 10_000, 20),
  PUMPING_PER_NETWORK: whole(5, 10_000, 10),
  PENDING_HOURS: whole(1, 168, 24),
  CONTACTS_PER_ACCOUNT: whole(2, 20, 10),
  ACCOUNTS_PER_ADDRESS: whole(1, 100, 10),
  STEP_UP_MINUTES: whole(1, 15, 15),
  SESSION_DAYS: whole(1, 365, 90),
  PROBATION_DAYS: whole(0, 30, 7),
  UNDO_REMOVAL_DAYS: whole(1, 30, 7),
  REPUDIATION_DAYS: whole(1, 30, 7),
  STRICT: z.enum(['true', 'false'], 'true or false').default('false'),
  RECOVERY_MINUTES: whole(15, 1440, 60),
  DEVICE_UNUSED_DAYS: whole(1, 365, 60),
  PHONE_RECOVERS_DAYS: whole(30, 730, 365),
  CONFIRMATION_LASTS_DAYS: whole(30, 730, 180),
  CONFIRMATION_AFTER_ABSENCE_DAYS: whole(7, 730, 60),
  CONFIRMATION_DEADLINE_DAYS: whole(1, 30, 7),
  CONFIRMATION_SKIP_HOURS: whole(1, 168, 24),
  CONFIRMATION_REMINDER_DAYS: daysBefore('days before the deadline: 2,1', [2, 1]),
  ACTIVITY_DAYS: whole(1, 400, 90),
  PROTECTION_DAYS: whole(1, 365, 30),
  PROTECTION_REMINDER_DAYS: daysBefore('days before the end: 7,1', [7, 1]),
});

/** The settings as they are after their checks. */
export type Settings = z.infer<typeof settings>;
