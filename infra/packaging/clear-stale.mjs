// What was compiled from a source that is gone: a function whose file was removed would register all the same.
//   node infra/packaging/clear-stale.mjs OUTPUT=SOURCES …
import { readdir, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

for (const pair of process.argv.slice(2)) {
  const [output, sources] = pair.split('=');
  await clear(output, sources);
}

async function clear(output, sources) {
  const entries = await readdir(output, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const { name, parentPath } of entries) {
    const stem = /^(.+)\.js(?:\.map)?$/.exec(name)?.[1];
    if (stem === undefined) continue;
    const source = join(sources, relative(output, parentPath), stem);
    if (await exists(`${source}.ts`)) continue;
    await rm(join(parentPath, name));
    console.log(`Cleared ${join(parentPath, name)}: it has no source any more.`);
  }
}

function exists(path) {
  return stat(path).then(
    () => true,
    () => false,
  );
}
