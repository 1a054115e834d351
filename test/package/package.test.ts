import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateKeyRing } from '../../src/adapters/keys/key-ring.js';
import { Holder } from '../support/holder.js';
import { keyVault } from '../support/key-vault.js';
import { managedIdentity } from '../support/managed-identity.js';
import { startHost, type LocalHost } from '../support/start-host.js';

const EMAIL = 'ada@example.org';
const DAY = 86_400_000;

let folder: string;
let app: string;
let host: LocalHost;
let files: Readonly<Record<string, Uint8Array>>;

/** What Azure gets, and this machine’s native code beside it where that is another. */
async function packageInto(out: string): Promise<void> {
  const native = await readdir('node_modules/@node-rs');
  const here = native.flatMap((name) => /^argon2-(.+)$/.exec(name)?.[1] ?? []);
  const platforms = ['linux-x64-gnu', ...here].flatMap((platform) => ['--platform', platform]);
  await promisify(execFile)(process.execPath, ['infra/packaging/package.mjs', '--out', out, ...platforms]);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'security-info-package-'));
  await packageInto(join(folder, 'packaged'));
  app = join(folder, 'app');
  files = unzipSync(await readFile(join(folder, 'packaged.zip')));
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(app, name)), { recursive: true });
    await writeFile(join(app, name), bytes);
  }
  // Settings are no part of a package: in Azure, too, they are beside it.
  await cp('local.settings.sample.json', join(app, 'local.settings.json'));
  host = await startHost({ app });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

describe('the package', () => {
  it('has what Azure looks for at its root, and nothing to install', () => {
    const names = Object.keys(files);
    expect(names).toEqual(expect.arrayContaining(['host.json', 'package.json', 'functions/main.js']));
    expect(names.filter((name) => name.includes('node_modules') || name.endsWith('.map'))).toEqual([]);
    const manifest = JSON.parse(Buffer.from(files['package.json']!).toString()) as Record<string, unknown>;
    expect(manifest).toMatchObject({ type: 'module', main: 'functions/main.js' });
    expect(manifest).not.toHaveProperty('dependencies');
  });

  it('imports what is in it, and what Node has', () => {
    const scripts = Object.entries(files).filter(([name]) => /^functions\/.+\.js$/.test(name));
    const imported = scripts.flatMap(([, bytes]) => {
      const text = Buffer.from(bytes).toString();
      return [...text.matchAll(/(?:^|[;}])import(?:[\w$*{},\s]+from)?"([^"]+)"/g)].map(([, name]) => name!);
    });
    expect(imported.length).toBeGreaterThan(10);
    const isThere = (name: string): boolean =>
      builtinModules.includes(name.replace(/^node:/, '')) || `functions/${basename(name)}` in files;
    expect(imported.filter((name) => !isThere(name))).toEqual([]);
  });

  it('brings the licenses of what its functions and its page hold', () => {
    const texts = Buffer.from(files['THIRD-PARTY-LICENSES.txt']!).toString();
    for (const name of ['zod', 'durable-functions', 'preact', '@zag-js/combobox'])
      expect(texts, name).toMatch(new RegExp(`^${name} \\d+\\.\\S+ \\(\\S+\\)$`, 'm'));
    expect(Object.keys(files).filter((name) => name.startsWith('web/.'))).toEqual([]);
  });

  it('is the same to the byte when it is made again', async () => {
    const again = join(folder, 'again');
    await packageInto(again);
    const [first, second] = await Promise.all(
      ['packaged.zip', 'again.zip'].map((name) => readFile(join(folder, name))),
    );
    expect(second!.equals(first!)).toBe(true);
  });
});

describe('the package alone, away from the repository', () => {
  it('registers every function there is', async () => {
    const sources = await readdir('functions', { recursive: true });
    const wanted = sources
      .filter((file) => file.endsWith('.ts') && !file.startsWith('hooks'))
      .map((file) => basename(file, '.ts').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()));
    const listed = (await (await fetch(`${host.url}/admin/functions`)).json()) as { name: string }[];
    expect(listed.map(({ name }) => name).sort()).toEqual(wanted.sort());
  });

  it('adds, verifies and removes an address, and waits for thirty days', async () => {
    const holder = await Holder.signedUp(host);
    const id = await holder.addEmail(EMAIL);
    await holder.noticesSettled(EMAIL);
    await holder.stepUp(id, EMAIL);
    const { protection } = (await holder.removeAll()).body;
    expect(protection.state).toBe('protected');
    expect(Date.parse(protection.endsAt) - Date.parse(protection.startedAt)).toBe(30 * DAY);
    await host.advance('P29D');
    expect((await holder.info()).body.protection.state).toBe('protected');
    await host.advance('P1D');
    expect((await holder.info()).body).toMatchObject({
      contacts: [],
      protection: { state: 'awaiting-info' },
    });
    expect(await holder.notices(EMAIL)).toEqual([
      ...['protection-started', 'protection-reminder', 'protection-reminder', 'protection-ended'],
    ]);
  });

  it('brings what reads its keys from a vault, as its identity', async () => {
    await using identity = await managedIdentity();
    await using vault = await keyVault();
    vault.put('keys', { value: JSON.stringify(await generateKeyRing()) });
    const env = {
      ...{ ...identity.env, AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential' },
      KEYS_SECRET: `${vault.url}/secrets/keys`,
    };
    await using other = await startHost({ app, env });
    const holder = await Holder.signedUp(other);
    expect((await holder.info()).status).toBe(200);
    expect(identity.asked.map(({ resource }) => resource)).toContain('https://vault.azure.net');
  });

  it('serves the page, each file it may ask for, and the description of the API', async () => {
    const page = await fetch(host.url);
    expect(page.status).toBe(200);
    const assets = Object.keys(files).filter((name) => /^web\/assets\/.+\.(?:js|css|svg)$/.test(name));
    const named = [...(await page.text()).matchAll(/"\/(assets\/[^"]+)"/g)].map(([, name]) => `web/${name!}`);
    expect(named.length).toBeGreaterThan(1);
    expect(assets).toEqual(expect.arrayContaining(named));
    for (const name of assets) {
      const served = await fetch(`${host.url}/${name.replace(/^web\//, '')}`);
      expect(served.status, name).toBe(200);
      expect(Buffer.from(await served.arrayBuffer()).equals(files[name]!), name).toBe(true);
    }
    const described = await fetch(`${host.url}/api/openapi.json`);
    expect(await described.json()).toMatchObject({ openapi: '3.1.0' });
  });
});
