import * as df from 'durable-functions';
import type { InvocationContext } from '@azure/functions';
import { azureCredential } from './adapters/azure/azure-credential.js';
import type { CommunicationService } from './adapters/communication/connection.js';
import { parseCallEvents } from './adapters/communication/call-events.js';
import { parseDeliveryNews } from './adapters/communication/delivery-reports.js';
import { createLazyMessenger } from './adapters/communication/lazy-messenger.js';
import { createFlowHistory } from './adapters/durable/durable-flow-history.js';
import { createWorkflows } from './adapters/durable/durable-workflows.js';
import { emailAddresses } from './adapters/email-addresses/email-addresses.js';
import { createAddressVault } from './adapters/keys/address-vault.js';
import { createDeviceTokens } from './adapters/keys/device-tokens.js';
import { createAppServiceIdentity } from './adapters/identity/app-service-identity.js';
import { createOidcIdentity } from './adapters/identity/oidc-identity.js';
import { createOutsideSessionIds } from './adapters/identity/outside-ids.js';
import { followKeys, type KeySource } from './adapters/keys/followed-keys.js';
import { keyFile } from './adapters/keys/key-file.js';
import type { KeyRing } from './adapters/keys/key-ring.js';
import { openKeySecret } from './adapters/keys/key-secret.js';
import { createKeyedRequests } from './adapters/keys/keyed-requests.js';
import { createLinkTokens } from './adapters/keys/link-tokens.js';
import { createPageCursors } from './adapters/keys/page-cursors.js';
import { createRecoveryTickets } from './adapters/keys/recovery-tickets.js';
import { createSecurityCodes } from './adapters/keys/security-codes.js';
import { createShadowSeeds } from './adapters/keys/shadow-seeds.js';
import { createSharedKeys } from './adapters/keys/shared-keys.js';
import { createPasswords } from './adapters/passwords/argon2-passwords.js';
import { callingCodeOf } from './adapters/phone-numbers/calling-code-of.js';
import { createPhoneNumbers } from './adapters/phone-numbers/phone-numbers.js';
import { inInvocation as withLog, logInInvocation } from './adapters/system/current-invocation.js';
import { systemClock } from './adapters/system/system-clock.js';
import { withToldFailures } from './adapters/system/told-failures.js';
import { systemRandom } from './adapters/system/system-random.js';
import { AccountTable } from './adapters/tables/account-table.js';
import { AnswerTable } from './adapters/tables/answer-table.js';
import { DirectoryTable } from './adapters/tables/directory-table.js';
import { DueIndexTable } from './adapters/tables/due-index-table.js';
import { ErasureTable } from './adapters/tables/erasure-table.js';
import { LimitTable } from './adapters/tables/limit-table.js';
import { countRoundTrips } from './adapters/tables/round-trips.js';
import { ShadowTable } from './adapters/tables/shadow-table.js';
import { openTable, type TableService } from './adapters/tables/table-service.js';
import { inInvocationSpan } from './adapters/telemetry/invocation-span.js';
import { measuredMessenger } from './adapters/telemetry/measured-messenger.js';
import { createTelemetry } from './adapters/telemetry/open-telemetry.js';
import { flushTelemetry, startTelemetry as startExports } from './adapters/telemetry/start-telemetry.js';
import { tellingOfDeliveries } from './adapters/telemetry/tell-of-delivery.js';
import { tellOfEvent } from './adapters/telemetry/tell-of-event.js';
import { createAccessTokens } from './adapters/tokens/access-tokens.js';
import { createWebFiles } from './adapters/web-files/folder-web-files.js';
import { meetOutsideHolder } from './commands/meet-outside-holder.js';
import type { Parts } from './commands/parts.js';
import { parseConfig, type Config } from './config.js';
import type { AccountEvent } from './domain/account-event.js';
import type { IdentityConfig } from './identity-settings.js';
import { createRoute } from './http/route.js';
import type { Services } from './http/services.js';
import { webPage, type Web } from './http/web-page.js';
import { pageMarks, providerOrigin } from './page-marks.js';
import type { Messenger } from './ports/messenger.js';
import type { Identity } from './ports/outside-identity.js';
import type { Workflows } from './ports/workflows.js';
import { notResolved, type SparedSetting } from './unresolved-settings.js';

/** Who listens is settled at the start; until then, and without anybody, it goes nowhere. */
export const telemetry = createTelemetry();

let built: Promise<() => Promise<Services>> | undefined;

/** Everything, wired on first use and again when the keys change. A start that failed is tried again by the next request. */
export async function services(): Promise<Services> {
  built ??= open(parseConfig(process.env)).catch((error: unknown) => {
    built = undefined;
    // Nobody's data is in it yet, and whoever asked is told no reason: here is where it is said.
    process.emitWarning(`The start failed. ${error instanceof Error ? error.message : ''}`, 'StartWarning');
    throw error;
  });
  return (await built)();
}

/** What activities work with: they start no flows of their own. */
export async function activityParts(): Promise<Parts> {
  return { ...(await services()), workflows: noWorkflows };
}

export const route = createRoute(services, telemetry);

/** The web build lies beside the folder of this file's output. */
const WEB_FOLDER = new URL('../web/', import.meta.url);

let webBuilt: Web | undefined;

/** The page needs no storage and no keys. */
export const web = webPage(() => {
  if (webBuilt !== undefined) return webBuilt;
  const config = parseConfig(process.env);
  webBuilt = {
    files: createWebFiles(WEB_FOLDER, pageMarks(config)),
    isDevelopment: config.isDevelopment,
    providerOrigin: providerOrigin(config.identity),
  };
  return webBuilt;
});

/** Runs a function so that what it commits is logged as its own, its span shows what set it going, and its errors say no more than they may. */
export function inInvocation(
  context: InvocationContext,
  input: unknown,
  work: (input: unknown) => unknown,
): unknown {
  return withLog(context, () => inInvocationSpan(telemetry, context, input, withToldFailures(context, work)));
}

export async function startTelemetry(): Promise<void> {
  await startExports(parseConfig(process.env).telemetry);
}

export { flushTelemetry };

export function flowHistoryFor(context: InvocationContext) {
  return createFlowHistory(df.getClient(context));
}

export function workflowsFor(context: InvocationContext): Workflows {
  return createWorkflows(df.getClient(context), telemetry);
}

async function open(config: Config): Promise<() => Promise<Services>> {
  const outside = await connectionsOf(config);
  return followKeys(outside.keys, systemClock, (keys) => build(config, outside, keys));
}

/** Where everything outside is, and who we are there. */
interface Connections {
  readonly storage: TableService;
  readonly communication: CommunicationService;
  readonly keys: KeySource;
}

/** One credential for all of them: it keeps their tokens. */
async function connectionsOf({ azureIdentity, communication, keys, storage }: Config): Promise<Connections> {
  let known: ReturnType<typeof azureCredential> | undefined;
  const credential = () => (known ??= azureCredential(azureIdentity));
  return {
    storage: 'endpoint' in storage ? { ...storage, credential: await credential() } : storage,
    communication:
      'endpoint' in communication ? { ...communication, credential: await credential() } : communication,
    keys: 'secret' in keys ? await openKeySecret(keys.secret, await credential()) : keyFile(keys.file),
  };
}

async function build(config: Config, outside: Connections, keys: KeyRing): Promise<Services> {
  const vault = createAddressVault(keys);
  const tableService = { ...outside.storage, telemetry };
  const [accounts, directory, dueIndex, answers, shadows, limits, erasures] = await Promise.all([
    openTable(tableService, 'Accounts'),
    openTable(tableService, 'Directory'),
    openTable(tableService, 'DueIndex'),
    openTable(tableService, 'Answers'),
    openTable(tableService, 'Shadows'),
    openTable(tableService, 'Limits'),
    openTable(tableService, 'Erasures'),
  ]);
  const phoneNumbers = createPhoneNumbers(config.servedCallingCodes);
  const parts: Omit<Parts, 'workflows' | 'request'> = {
    policy: config.policy,
    service: config.service,
    accounts: new AccountTable(accounts, vault, tellOfEvents),
    directory: new DirectoryTable(directory),
    dueIndex: new DueIndexTable(dueIndex),
    erasures: new ErasureTable(erasures),
    limits: new LimitTable(limits),
    links: createLinkTokens(keys),
    cursors: createPageCursors(keys),
    recoveryTickets: createRecoveryTickets(keys),
    shadowSeeds: createShadowSeeds(keys),
    shadows: new ShadowTable(shadows),
    deviceTokens: createDeviceTokens(keys),
    vault,
    codes: createSecurityCodes(keys),
    passwords: createPasswords(),
    tokens: await createAccessTokens({ keys: keys.signing, issuer: config.issuer }),
    messenger: measuredMessenger(messengerOf(outside, config), telemetry, phoneNumbers, logInInvocation),
    phoneNumbers,
    telemetry,
    tellOfDelivery: tellingOfDeliveries(telemetry, logInInvocation),
    emailAddresses,
    clock: systemClock,
    random: systemRandom,
  };
  return {
    ...parts,
    identity: identityOf(config.identity, keys),
    // Meeting somebody sets nothing going.
    meet: (holder) => meetOutsideHolder({ ...parts, workflows: noWorkflows }, holder),
    answers: new AnswerTable(answers),
    keyedRequests: createKeyedRequests(keys),
    isDevelopment: config.isDevelopment,
    trustedProxies: config.trustedProxies,
    workflowsFor: workflowsIfAny,
    countRoundTrips,
    parseCallEvents,
    parseDeliveryNews: (body) => parseDeliveryNews(body, callingCodeOf(phoneNumbers)),
    ...sharedKeysOf(config),
  };
}

function sharedKeysOf({ deliveryReportsKey, gateKeys, unresolved }: Config) {
  const outage = (name: SparedSetting) => (unresolved.includes(name) ? notResolved(name) : undefined);
  const reportsKeys = deliveryReportsKey === undefined ? [] : [deliveryReportsKey];
  return {
    isReportsKey: createSharedKeys(reportsKeys, outage('DELIVERY_REPORTS_KEY')),
    isServiceKey: createSharedKeys(gateKeys, outage('GATE_KEYS')),
  };
}

function messengerOf({ communication }: Connections, { senders, speechEndpoint }: Config): Messenger {
  return createLazyMessenger(async () => {
    const { createMessenger } = await import('./adapters/communication/communication-messenger.js');
    return createMessenger(communication, senders, speechEndpoint);
  });
}

function identityOf(config: IdentityConfig, keys: KeyRing): Identity {
  const sessionIdOf = createOutsideSessionIds(keys);
  switch (config.kind) {
    case 'embedded':
      return config;
    case 'oidc':
      return createOidcIdentity(config.provider, sessionIdOf);
    case 'app-service':
      return createAppServiceIdentity(config, sessionIdOf);
  }
}

function tellOfEvents(events: readonly AccountEvent[]): void {
  for (const { happened } of events) tellOfEvent(telemetry, logInInvocation, happened);
}

/** Routes that were given a durable client can start flows; the others have none to start. */
function workflowsIfAny(context: InvocationContext): Workflows {
  const hasClient = context.options.extraInputs.some(({ type }) => type === 'durableClient');
  return hasClient ? workflowsFor(context) : noWorkflows;
}

const noWorkflows: Workflows = {
  start: ({ workflow }) =>
    Promise.reject(new Error(`Nothing here starts ${workflow}: no durable client was asked for.`)),
  resume: ({ workflow }) => Promise.reject(new Error(`Nothing here resumes ${workflow}.`)),
  wake: () => Promise.resolve(),
};
