// What goes to Azure, made anew from the sources and the built page: a folder, and the same as a zip.
//   npm run package
//   npm run package -- --out DIR                     DIR, DIR.zip and DIR.maps instead of dist-package…
//   npm run package -- --platform linux-arm64-gnu    for another processor; may be given several times
import { copyFile, cp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from './bundle.mjs';
import { licenseTexts } from './license-texts.mjs';
import { copyNativeModules } from './native-modules.mjs';
import { zipFolder } from './zip-folder.mjs';

const root = join(import.meta.dirname, '../..');

/** What Flex Consumption runs on. */
const AZURE = 'linux-x64-gnu';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(root, 'dist-package') },
    platform: { type: 'string', multiple: true, default: [AZURE] },
  },
});
const out = resolve(values.out);
const [maps, zip] = [`${out}.maps`, `${out}.zip`];

for (const stale of [out, maps, zip]) await rm(stale, { recursive: true, force: true });
const { packages } = await bundle({
  root,
  outDir: join(out, 'functions'),
  mapsDir: join(maps, 'functions'),
});
await copyNativeModules({ root, outDir: join(out, 'functions'), platforms: values.platform });
const packagesOfPage = await copyPage();
await copyFile(join(root, 'host.json'), join(out, 'host.json'));
await copyFile(join(root, 'LICENSE'), join(out, 'LICENSE'));
await writeFile(join(out, 'package.json'), await manifest());
await writeFile(
  join(out, 'THIRD-PARTY-LICENSES.txt'),
  await licenseTexts(root, [...packages, ...packagesOfPage]),
);
await zipFolder(out, zip);

const { size } = await stat(zip);
console.log(`${zip}: ${(size / 1_000_000).toFixed(2)} MB`);

/**
 * It lies one folder above the bundle, as in `dist/`: src/app.ts looks for it there.
 *
 * @returns the packages that are in it, as folders
 */
async function copyPage() {
  const page = join(root, 'dist/web');
  await stat(join(page, 'index.html')).catch(() => {
    throw new Error('The page is not built: run `npm run build` first.');
  });
  const notes = join(page, '.vite');
  await cp(page, join(out, 'web'), { recursive: true, filter: (path) => path !== notes });
  const packages = JSON.parse(await readFile(join(notes, 'packages.json'), 'utf8'));
  return packages.map(({ name }) => join('node_modules', name));
}

/** Nothing is left to install: what the app depends on is in the bundle. */
async function manifest() {
  const { engines, license, name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const own = { name, version, license, private: true, type: 'module', engines, main: 'functions/main.js' };
  return `${JSON.stringify(own, null, 2)}\n`;
}
