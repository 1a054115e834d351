import { startEmulator, type Emulator } from './azurite/azurite.js';
import { ActivityTracker } from './clock/activity-tracker.js';
import { clockRoutes } from './clock/clock-routes.js';
import type { TimeParticipant } from './clock/time-participant.js';
import { VirtualClock } from './clock/virtual-clock.js';
import type { Communication } from './communication/communication.js';
import { createCommunication } from './communication/create-communication.js';
import { drawerRoutes } from './drawer/drawer-routes.js';
import { createDurableHost } from './durable-host/create-durable-host.js';
import type { DurableHost } from './durable-host/durable-host.js';
import { readManifest, type AppManifest } from './functions-host/app-loader.js';
import type { LocalRoute } from './local-routes/local-route.js';
import { FrontDoor } from './functions-host/front-door.js';
import { FunctionApp } from './functions-host/function-app.js';
import { HostJson, readHostJson } from './functions-host/host-json.js';
import { HostLog } from './functions-host/host-log.js';
import { HttpHost } from './functions-host/http-server.js';
import { HttpRouter } from './functions-host/http-router.js';
import {
  applySettings,
  expanded,
  readSettingsFile,
  type SettingsFile,
} from './functions-host/app-settings.js';
import { TimerTriggers } from './functions-host/timer-triggers.js';

export interface HostOptions {
  readonly appDir: string;
  readonly dataDir: string;
  readonly port: number;
  /** 0 for a free one. */
  readonly storagePort: number;
  /** Another table service than an emulator of our own. */
  readonly storage?: string;
}

/** What is known once the port is. */
interface Surroundings {
  readonly storage: string;
  readonly baseUrl: string;
  readonly hostJson: HostJson;
  readonly settings: SettingsFile;
  readonly drawer: readonly LocalRoute[];
}

/** Packages whose users expect `AzureWebJobsStorage` to have more than tables. */
const BLOBS_AND_QUEUES =
  /^(?:@azure\/(?:storage-(?:blob|queue|file-share)|functions-extensions-blob)|azure-storage)$/;

/** Everything a function app needs to run, in one process beside one emulator. */
export class Host {
  readonly #options: HostOptions;
  readonly #requests = new ActivityTracker();
  #log: HostLog = new HostLog({});
  #clock: VirtualClock | undefined;
  #emulator: Emulator | undefined;
  #communication: Communication | undefined;
  #durable: DurableHost | undefined;
  #timers: TimerTriggers | undefined;
  #app: FunctionApp | undefined;
  #front: FrontDoor | undefined;

  constructor(options: HostOptions) {
    this.#options = options;
  }

  get log() {
    return this.#log.write;
  }

  /** @returns the address it listens on */
  async start(): Promise<string> {
    const { appDir, dataDir } = this.#options;
    const rawHostJson = await readHostJson(appDir);
    this.#log = new HostLog(rawHostJson);
    const manifest = await readManifest(appDir);
    const clock = new VirtualClock(dataDir);
    this.#clock = clock;
    await clock.install();
    const storage = this.#options.storage ?? (await this.#startEmulator(manifest));
    this.#communication = createCommunication({ dataDir, now: () => clock.now() });
    const { connectionString: communication, secret } = await this.#communication.start();

    // The port is known before the app is loaded: its settings and its durable client name it.
    const front = new FrontDoor(this.#options.port);
    this.#front = front;
    const host = `127.0.0.1:${await front.reserve()}`;
    const settings = await readSettingsFile(appDir);
    applySettings(settings, { storage, communication, secret, dataDir, host });
    const hostJson = new HostJson(rawHostJson, process.env);
    this.#log = new HostLog(hostJson.root);
    const baseUrl = `http://${host}`;
    const app = new FunctionApp(this.log, () => this.#durable?.clientBinding() ?? '');
    this.#app = app;
    await app.load(appDir, manifest);
    const http = this.#compose(app, clock, {
      storage,
      baseUrl,
      hostJson,
      settings,
      drawer: await drawerRoutes(),
    });
    await this.#durable?.start();
    front.open(http.serve);
    await this.#timers?.start();
    const reportsTo = process.env['LOCAL_DELIVERY_REPORTS_URL'];
    this.#communication.open(reportsTo === undefined ? undefined : expanded(reportsTo));
    return baseUrl;
  }

  /** Puts together what serves the app, with nothing started yet. */
  #compose(
    app: FunctionApp,
    clock: VirtualClock,
    { baseUrl, drawer, hostJson, settings, storage }: Surroundings,
  ) {
    const common = { app, log: this.log, now: () => clock.now() };
    if (app.usesDurable()) {
      const durableSettings = hostJson.extension('durableTask');
      this.#durable = createDurableHost({
        ...common,
        storage,
        runner: app,
        baseUrl,
        settings: durableSettings,
      });
    }
    const track = <T>(work: () => Promise<T>): Promise<T> => this.#requests.track(work);
    const quiet = (): Promise<void> => this.#requests.quiet();
    const timers = new TimerTriggers({ ...common, dataDir: this.#options.dataDir, track, quiet });
    this.#timers = timers;
    const prefix = hostJson.extension('http')['routePrefix'];
    return new HttpHost({
      ...common,
      router: new HttpRouter(app, typeof prefix === 'string' ? prefix : 'api'),
      timers,
      durable: this.#durable,
      localRoutes: [
        ...drawer,
        ...(this.#communication?.routes ?? []),
        ...clockRoutes(clock, () => this.#participants()),
      ],
      corsOrigins: settings.corsOrigins,
      baseUrl,
      track,
    });
  }

  /** Requests first, then what they lean on, the emulator last. */
  async stop(): Promise<void> {
    this.#timers?.stop();
    await this.#front?.close();
    await this.#durable?.stop();
    await this.#app?.terminate();
    await this.#communication?.stop();
    await this.#emulator?.stop();
    this.#clock?.uninstall();
  }

  async #startEmulator({ dependencies }: AppManifest): Promise<string> {
    this.#emulator = await startEmulator({
      dataDir: this.#options.dataDir,
      port: this.#options.storagePort,
      allServices: dependencies.some((name) => BLOBS_AND_QUEUES.test(name)),
    });
    return this.#emulator.connectionString;
  }

  #participants(): readonly TimeParticipant[] {
    return [this.#durable, this.#timers, this.#communication].filter((part) => part !== undefined);
  }
}
