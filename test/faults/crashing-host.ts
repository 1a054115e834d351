import { expect } from 'vitest';
import type { Answer, Holder } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';
import { tableEmulator } from '../support/table-emulator.js';
import { StorageProxy, type Moment } from './storage-proxy.js';

/** More requests than any of these makes, its flow's first steps included; the walk says when it ran out of them. */
const MOST_REQUESTS = 60;

/**
 * A keyed command is struck after every other request: it is committed by one and remembered by the next, so that both sides
 * of the commit are met either way. `STEP=1` strikes after every single one.
 */
const STEP = Number(process.env['STEP'] ?? 2);

export interface Scene {
  readonly holder: Holder;
  /** The command under fire; sent again when it has not happened, or in any case where a repeat is the same request. */
  readonly act: () => Promise<Answer>;
  /** `act` carries an `Idempotency-Key`: its repeat gets the first answer, whether that ever arrived or not (DUR-4). */
  readonly keyed?: true;
  /** So few requests that every other one may miss the moment between commit and answer: struck after every single one. */
  readonly step?: 1;
  /** Whether it happened: all of it, or nothing. Looks at every part it changes. */
  readonly happened: () => Promise<boolean>;
  /** What has come of it a month later. */
  readonly end: () => Promise<void>;
}

interface Attempt {
  readonly struck: boolean;
  readonly answered: boolean;
  readonly happened: boolean;
}

/** A host whose every request to storage can be its last. */
export class CrashingHost implements AsyncDisposable {
  readonly host: LocalHost;
  readonly #emulator: { readonly connectionString: string } & AsyncDisposable;
  readonly #proxy: StorageProxy;

  private constructor(
    host: LocalHost,
    emulator: { readonly connectionString: string } & AsyncDisposable,
    proxy: StorageProxy,
  ) {
    this.host = host;
    this.#emulator = emulator;
    this.#proxy = proxy;
  }

  /** The storage itself, without anybody in between. */
  get storage(): string {
    return this.#emulator.connectionString;
  }

  static async start(env: Readonly<Record<string, string>> = {}): Promise<CrashingHost> {
    const emulator = await tableEmulator();
    const { connectionString, proxy } = await StorageProxy.inFrontOf(emulator.connectionString);
    // Reports come when they come: every request to storage is to be the command's own.
    const settings = { LOCAL_DELIVERY_REPORTS_URL: '', ...env };
    return new CrashingHost(await startHost({ storage: connectionString, env: settings }), emulator, proxy);
  }

  /**
   * Plays a scene again and again, killing the host one request later each time, until one runs through: all of it or
   * nothing happened, a repeat makes it happen, and a month later every scene has ended as if nothing had been.
   *
   * @param through how far: to the command's answer, or on through the first steps of the flow that it started
   * @param step of a keyed command's requests, every how many-th is struck
   */
  async walk(
    title: string,
    moment: Moment,
    set: (name: string) => Promise<Scene>,
    through: 'answer' | 'flow' = 'answer',
    step = STEP,
  ): Promise<void> {
    const attempts: Attempt[] = [];
    const played: Scene[] = [];
    let every = 1;
    for (let n = 0; n < MOST_REQUESTS; n += every) {
      const name = `${title.replace(/\W/g, '')}-${moment}-${n}`.toLowerCase();
      const scene = await set(name);
      played.push(scene);
      attempts.push(await this.#attempt(scene, n, moment, through));
      if (attempts.at(-1)?.struck !== true) break;
      every = through === 'answer' && scene.keyed === true ? (scene.step ?? step) : 1;
    }
    await this.host.advance('P31D');
    for (const scene of played) await scene.end();
    expect(attempts.at(-1), 'the last one runs through').toEqual({
      struck: false,
      answered: true,
      happened: true,
    });
    // Of fewer, every single one is to be struck.
    expect(attempts.length).toBeGreaterThan(every === 1 ? 2 : 3);
    expect(attempts.some(({ answered, happened }) => !answered && !happened)).toBe(true);
    // Committed, and dead before the answer.
    if (moment === 'after')
      expect(attempts.some(({ answered, happened }) => !answered && happened)).toBe(true);
  }

  /** One command while the host is killed at one request, then what a user would do, and what comes of it. */
  async #attempt(scene: Scene, n: number, moment: Moment, through: 'answer' | 'flow'): Promise<Attempt> {
    const { host } = this;
    const { result: answer, struck } = await this.strike(n, moment, async () => {
      const given = await scene.act().catch(() => undefined);
      // The strike may come after the answer, while the flow takes its first steps.
      if (given !== undefined && through === 'flow') await host.advance('PT1S').catch(() => undefined);
      return given;
    });
    const happened = await scene.happened();
    if (answer !== undefined) expect([isSuccess(answer), happened]).toEqual([true, true]);
    if (!happened || scene.keyed === true) {
      const repeated = await scene.act();
      expect(isSuccess(repeated), JSON.stringify(repeated.body)).toBe(true);
      // Kept with the first answer, unless the host died before it could: tokens are made anew then, all else is the same.
      if (answer !== undefined) expect(repeated.body).toEqual(answer.body);
      expect(await scene.happened()).toBe(true);
    }
    return { struck, answered: answer !== undefined, happened };
  }

  /** Some work during which the host is killed at the n-th request to storage, and started again. */
  async strike<T>(
    n: number,
    moment: Moment,
    work: () => Promise<T>,
  ): Promise<{ readonly result: T; readonly struck: boolean }> {
    const { host } = this;
    const strike = { happened: false };
    this.#proxy.arm(n, moment, () => {
      strike.happened = true;
      process.kill(host.pid, 'SIGKILL');
    });
    const result = await work();
    await this.#proxy.disarm();
    if (strike.happened) {
      await host.ended();
      await host.start();
    }
    return { result, struck: strike.happened };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.host[Symbol.asyncDispose]();
    await this.#proxy.close();
    await this.#emulator[Symbol.asyncDispose]();
  }
}

function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}
