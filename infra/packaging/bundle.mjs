import { mkdir, readdir, rename } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';

/** CommonJS inside an ES module calls for what only CommonJS has. */
const REQUIRE = `import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);`;

const EXTERNAL = [
  // The worker answers for it when the app asks; there is no such package.
  '@azure/functions-core',
  // Native code lies beside the bundle; the loader looks there first, then for packages that aren't there.
  '*.node',
  '@node-rs/argon2-*',
];

/**
 * Every registration in one entry, `main.js`; what is loaded later, when it is needed, in chunks beside it. One entry,
 * not one a function: several would each hold a programming model of their own.
 *
 * @returns the packages that are in it, as folders
 */
export async function bundle({ root, outDir, mapsDir }) {
  const registrations = await filesIn(join(root, 'functions'));
  const { metafile, warnings } = await build({
    ...bundling(root),
    stdin: {
      contents: registrations.map((file) => `import './${relative(root, file)}';`).join('\n'),
      resolveDir: root,
      sourcefile: 'main.ts',
    },
    outdir: outDir,
    splitting: true,
    sourcemap: 'external',
  });
  if (warnings.length > 0) throw new Error('The bundle has warnings.');
  await moveMaps(outDir, mapsDir);
  return { packages: packagesOf(metafile) };
}

/** How any app is bundled here: benchmarks bundle others the same way. */
export function bundling(root) {
  return {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // Some Azure SDKs come as CommonJS and as ES modules: one copy of what they share, and only what is used.
    mainFields: ['module', 'main'],
    external: EXTERNAL,
    banner: { js: REQUIRE },
    entryNames: 'main',
    chunkNames: '[name]-[hash]',
    // Names stay: stack traces say where, and loading takes no longer.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    metafile: true,
    plugins: [oneLanguageOfZod],
  };
}

/** zod says what is wrong in fifty languages. Problems here have codes and words of their own. */
const oneLanguageOfZod = {
  name: 'one-language-of-zod',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, ({ path }) => ({
      contents: "export { default as en } from './en.js';",
      resolveDir: dirname(path),
    }));
  },
};

/** In one order on every machine. */
async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map(({ name, parentPath }) => join(parentPath, name))
    .sort();
}

/** They are for whoever reads a stack trace, not for the app's start. */
async function moveMaps(outDir, mapsDir) {
  await mkdir(mapsDir, { recursive: true });
  for (const name of await readdir(outDir))
    if (name.endsWith('.map')) await rename(join(outDir, name), join(mapsDir, name));
}

function packagesOf({ inputs }) {
  const folders = Object.keys(inputs).map(
    (input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0],
  );
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort();
}
