import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { readonly rule: { readonly name: string } }[];
  };
}

function cruise(cwd: string, folders: readonly string[]): Promise<Cruise> {
  const script = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  return new Promise((done, fail) => {
    const options = { cwd, maxBuffer: 64 * 1024 * 1024 };
    execFile(
      process.execPath,
      [script, ...folders, '--output-type', 'json'],
      options,
      (_, stdout, stderr) => {
        if (stdout === '') fail(new Error(stderr));
        else done(JSON.parse(stdout) as Cruise);
      },
    );
  });
}

/** A file that breaks one rule, and what it needs to be there. */
const planted: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no-circular': {
    'src/domain/a.ts': "import { b } from './b.js';\nexport const a = (): number => b();\n",
    'src/domain/b.ts': "import { a } from './a.js';\nexport const b = (): number => a();\n",
  },
  'domain-is-pure': {
    'src/domain/a.ts': "import { b } from '../ports/b.js';\nexport const a = b;\n",
    'src/ports/b.ts': 'export const b = 1;\n',
  },
  'commands-use-ports': {
    'src/commands/a.ts': "import { b } from '../adapters/b.js';\nexport const a = b;\n",
    'src/adapters/b.ts': 'export const b = 1;\n',
  },
  'orchestrations-never-reach-io': {
    'src/workflows/a.ts': "import { b } from '../other/b.js';\nexport const a = b;\n",
    'src/other/b.ts': "import { c } from '../adapters/c.js';\nexport const b = c;\n",
    'src/adapters/c.ts': 'export const c = 1;\n',
  },
  'orchestrations-no-node-core': {
    'src/workflows/a.ts': "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;\n",
  },
  'sdk-only-in-adapters': {
    'src/commands/a.ts': "import { TableClient } from '@azure/data-tables';\nexport const a = TableClient;\n",
  },
  'edge-no-sdk': {
    'src/http/a.ts': "import { TableClient } from '@azure/data-tables';\nexport const a = TableClient;\n",
  },
  'local-knows-no-app': {
    'local/a.ts': "import { b } from '../src/domain/b.js';\nexport const a = b;\n",
    'src/domain/b.ts': 'export const b = 1;\n',
  },
  'app-knows-no-local': {
    'src/commands/a.ts': "import { b } from '../../local/b.js';\nexport const a = b;\n",
    'local/b.ts': 'export const b = 1;\n',
  },
  'durable-half-apart': {
    'local/durable-host/a.ts': "import { b } from '../functions-host/b.js';\nexport const a = b;\n",
    'local/functions-host/b.ts': 'export const b = 1;\n',
  },
  'functions-half-apart': {
    'local/functions-host/a.ts': "import { b } from '../durable-host/engine.js';\nexport const a = b;\n",
    'local/durable-host/engine.ts': 'export const b = 1;\n',
  },
  'web-alone': {
    'web/a.ts': "import { b } from '../src/domain/b.js';\nexport const a = b;\n",
    'src/domain/b.ts': 'export const b = 1;\n',
  },
  'nobody-imports-functions': {
    'src/app.ts': "import { b } from '../functions/http/b.js';\nexport const a = b;\n",
    'functions/http/b.ts': 'export const b = 1;\n',
  },
  'not-to-dev-dep': {
    'src/adapters/a.ts': "import fc from 'fast-check';\nexport const a = fc;\n",
  },
};

describe('the arrows of the house', () => {
  let tree: string;
  beforeEach(async () => {
    tree = await mkdtemp(join(tmpdir(), 'boundaries-'));
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.base.json', 'package.json'])
      await cp(file, join(tree, file));
    await symlink(resolve('node_modules'), join(tree, 'node_modules'));
  });
  afterEach(async () => {
    await rm(tree, { recursive: true });
  });

  it.each(Object.entries(planted))('a planted violation of %s is found', async (rule, files) => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(tree, path)), { recursive: true });
      await writeFile(join(tree, path), text);
    }
    const folders = [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? ''))];
    const { summary } = await cruise(tree, folders);
    expect(summary.violations.map((violation) => violation.rule.name)).toContain(rule);
  });

  it('a rule without a planted violation does not exist', async () => {
    const { default: config } = (await import(resolve('.dependency-cruiser.cjs'))) as {
      default: { forbidden: readonly { name: string }[] };
    };
    expect(config.forbidden.map(({ name }) => name).sort()).toEqual(Object.keys(planted).sort());
  });

  it('the real tree is cruised, and clean', async () => {
    const { summary } = await cruise('.', ['functions', 'src', 'local', 'test']);
    expect(summary.totalCruised).toBeGreaterThan(200);
    expect(summary.violations).toEqual([]);
  });
});
