import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

it('every dependency has its line in docs/dependencies.md, and every line its dependency', async () => {
  const manifest = JSON.parse(await readFile('package.json', 'utf8')) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  const documented = [
    ...(await readFile('docs/dependencies.md', 'utf8')).matchAll(/^\| `([^`]+)`\s*\| ([\d.]+)\s*\|/gm),
  ];
  const wanted = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(documented.map(([, name, version]) => `${name} ${version}`).sort()).toEqual(
    wanted.map(([name, version]) => `${name} ${version}`).sort(),
  );
});
