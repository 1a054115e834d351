import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { defineConfig } from 'vite';

const out = join(import.meta.dirname, '../dist/web');

/** `texts:de`: all of one language, `area.key` by `area.key`, in one request. */
const texts = {
  name: 'texts',
  resolveId: (id) => (id.startsWith('texts:') ? `\0${id}` : undefined),
  async load(id) {
    const tag = /^\0texts:(.+)$/.exec(id)?.[1];
    if (tag === undefined) return undefined;
    const folder = join(import.meta.dirname, 'locales', tag);
    const all = {};
    for (const file of (await readdir(folder)).sort()) {
      this.addWatchFile(join(folder, file));
      const area = JSON.parse(await readFile(join(folder, file), 'utf8'));
      for (const [key, text] of Object.entries(area)) all[`${file.replace('.json', '')}.${key}`] = text;
    }
    return { code: `export const texts = ${JSON.stringify(all)};`, moduleSideEffects: false };
  },
};

/** Compressed once, as well as it goes: the function that serves the page has nothing to do but hand it over. */
const compressed = {
  name: 'compressed',
  async closeBundle() {
    const files = await readdir(out, { recursive: true, withFileTypes: true });
    const texts = files.filter((file) => file.isFile() && /\.(?:html|js|css|svg|json)$/.test(file.name));
    await Promise.all(
      texts.map(async ({ name, parentPath }) => {
        const path = join(parentPath, name);
        const bytes = await readFile(path);
        const best = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
        await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, best));
        await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
      }),
    );
  },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [texts, compressed],
  build: {
    outDir: out,
    emptyOutDir: true,
    // What is in it, for the package's licenses; not served, as nothing beside index.html and assets/ is.
    license: { fileName: '.vite/packages.json' },
    target: 'baseline-widely-available',
    // Data addresses would need a looser policy, and so would Vite's own inline script for old browsers' preloads.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
});
