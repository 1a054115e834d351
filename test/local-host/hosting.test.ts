import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHost, type LocalHost } from '../support/start-host.js';

const APP = 'test/fixtures/http-features';

describe('an app with triggers that nobody serves here', () => {
  let host: LocalHost;
  beforeAll(async () => {
    host = await startHost({ app: APP });
  });
  afterAll(async () => {
    await host[Symbol.asyncDispose]();
  });

  const admin = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${host.url}/admin/${path}`, init);
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    return { status: response.status, body: isJson ? await response.json() : null };
  };
  const run = (name: string, body: unknown) =>
    admin(`functions/${name}`, { method: 'POST', body: JSON.stringify(body) });

  it('starts, and says once what it leaves out', async () => {
    const { body, status } = await admin('host/status');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'Running',
      id: expect.any(String) as string,
      version: expect.stringMatching(/^4\./) as string,
      processUptime: expect.any(Number) as number,
    });
    await expect.poll(() => host.logs).toContain("'now and then' is no schedule");
    expect(host.logs.match(/does not serve these triggers/g)).toHaveLength(1);
    expect(host.logs).toContain('fromQueue (queueTrigger), fromGrid (eventGridTrigger)');
    expect(host.logs).toContain('withBlob (blob)');
    expect(host.logs).toContain('fromQueue (queue), withBlob (queue)');
  });

  it('lists its functions, with their bindings and addresses', async () => {
    const functions = (await admin('functions')).body as readonly { readonly name: string }[];
    expect(functions.find(({ name }) => name === 'number')).toMatchObject({
      language: 'node',
      isDisabled: false,
      invoke_url_template: `${host.url}/api/items/{id:int}`,
      config: { bindings: [{ type: 'httpTrigger' }, { type: 'http', name: '$return' }] },
    });
    expect((await admin('functions/SwitchedOff')).body).toMatchObject({ isDisabled: true });
    expect((await admin('functions/nobody')).status).toBe(404);
    expect((await admin('functions/number/status')).body).toEqual({});
    expect((await admin('host/ping')).status).toBe(200);
    expect((await fetch(`${host.url}/`)).status).toBe(200);
  });

  it('runs such a function when asked to, and says that its output is lost', async () => {
    expect((await run('fromQueue', { input: '{"a":1}' })).status).toBe(202);
    await expect.poll(() => host.logs).toContain('queue says {"a":1}');
    await expect.poll(() => host.logs).toContain("Its output '$return' of type 'queue' is not written");
    expect((await run('number', { input: '' })).status).toBe(400);
    expect((await fetch(`${host.url}/api/withBlob`)).status).toBe(200);
  });

  it('runs a timer when asked to, and again until it succeeds or its retries are used up', async () => {
    expect((await run('unsteady', {})).status).toBe(202);
    await expect.poll(() => host.logs).toContain('attempt 1, retry 0, past due false, after undefined');
    await host.advance('PT30S');
    expect(host.logs).not.toContain('attempt 2');
    await host.advance('PT2M');
    await expect.poll(() => host.logs).toContain('attempt 3, retry 2, past due false, after failed 2');
    expect(host.logs).toContain('attempt 2, retry 1, past due false, after failed 1');
    await host.advance('PT10M');
    expect(host.logs).not.toContain('attempt 4');
    expect(host.logs).not.toContain('runs though switched off');
  });
});

describe('settings', () => {
  it('of the environment change host.json and switch functions off', async () => {
    await using host = await startHost({
      app: APP,
      env: {
        AzureFunctionsJobHost__extensions__http__routePrefix: '',
        'AzureWebJobs.json.Disabled': '1',
        AzureWebJobsDisableHomepage: 'true',
      },
    });
    expect((await fetch(`${host.url}/teapot`)).status).toBe(418);
    expect((await fetch(`${host.url}/api/teapot`)).status).toBe(404);
    expect((await fetch(`${host.url}/json`)).status).toBe(404);
    expect((await fetch(`${host.url}/`)).status).toBe(204);
  });
});

describe('durable functions that settings switch off', () => {
  it('fail those who call them; orchestrations can not be started', async () => {
    await using host = await startHost({
      app: 'test/fixtures/durable-patterns',
      env: {
        'AzureWebJobs.append.Disabled': 'true',
        'AzureWebJobs.tally.Disabled': 'true',
        'AzureWebJobs.order.Disabled': 'true',
      },
    });
    const begin = (path: string, body = '') => fetch(`${host.url}/start/${path}`, { method: 'POST', body });
    expect((await begin('order/o1')).status).toBe(500);
    for (const path of ['chaining/c1', 'readTally/t1']) {
      const started = (await (await begin(path, '"key"')).json()) as { statusQueryGetUri: string };
      const status = async () => (await fetch(started.statusQueryGetUri)).json();
      await expect.poll(status, { timeout: 30_000 }).toMatchObject({ runtimeStatus: 'Failed' });
      if (path === 'chaining/c1') {
        const output = expect.stringContaining("The function 'append' is disabled.") as string;
        expect(await status()).toMatchObject({ output });
      }
    }
  });
});

describe('an app that depends on a storage package', () => {
  it('finds blobs and queues behind AzureWebJobsStorage, also after a kill', async () => {
    await using app = await temporaryApp({
      main: 'storage.js',
      dependencies: { '@azure/storage-queue': '*' },
      'storage.js': `
        const { app } = require('@azure/functions');
        app.http('storage', { handler: async () => ({ body: process.env.AzureWebJobsStorage }) });`,
    });
    await symlink(resolve('node_modules'), join(app.dir, 'node_modules'));
    await using host = await startHost({ app: app.dir });
    const connection = async () => (await fetch(`${host.url}/api/storage`)).text();
    const first = await connection();
    for (const service of ['Blob', 'Queue', 'Table']) {
      const endpoint = new RegExp(`${service}Endpoint=([^;]+)`).exec(first)?.[1] ?? '';
      const { headers } = await fetch(`${endpoint}?comp=list`);
      expect(headers.get('server'), service).toMatch(new RegExp(`^Azurite-${service}`));
    }
    await host.restart();
    expect(await connection()).toBe(first);
  });
});

describe('an app with copies of the programming model of its own', () => {
  it('has all its functions served, whichever copy registered them', async () => {
    await using app = await temporaryApp({
      main: '{outer.js,lib/inner.js}',
      'text.txt': 'read beside the app',
    });
    await addTwoCopies(app.dir);
    await using host = await startHost({ app: app.dir });
    expect(await (await fetch(`${host.url}/api/outer`)).text()).toBe('from the outer copy');
    expect(await (await fetch(`${host.url}/api/inner`)).text()).toBe('from the inner copy');
    expect(await (await fetch(`${host.url}/api/beside`)).text()).toBe('read beside the app');
  });
});

interface AppFiles {
  readonly main: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly [file: string]: unknown;
}

async function temporaryApp({ dependencies, main, ...files }: AppFiles) {
  const dir = await mkdtemp(join(tmpdir(), 'app-'));
  await writeFile(join(dir, 'package.json'), JSON.stringify({ name: 'app', main, dependencies }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), String(text));
  return {
    dir,
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Real copies: packages that depend on the model often bring theirs. */
async function addTwoCopies(dir: string): Promise<void> {
  const code = (name: string) => `
    const { app } = require('@azure/functions');
    const { readFileSync } = require('node:fs');
    app.http('${name}', { handler: async () => ({ body: 'from the ${name} copy' }) });
    if ('${name}' === 'outer') {
      app.http('beside', { handler: async () => ({ body: readFileSync('./text.txt', 'utf8') }) });
    }`;
  for (const [name, where] of [
    ['outer', dir],
    ['inner', join(dir, 'lib')],
  ] as const) {
    const modules = join(where, 'node_modules', '@azure');
    await mkdir(modules, { recursive: true });
    await cp(resolve('node_modules/@azure/functions'), join(modules, 'functions'), { recursive: true });
    for (const dependency of ['@azure/functions-extensions-base', 'cookie', 'long', 'undici'])
      await symlink(resolve('node_modules', dependency), join(where, 'node_modules', dependency)).catch(
        () => undefined,
      );
    await writeFile(join(where, `${name}.js`), code(name));
  }
}
