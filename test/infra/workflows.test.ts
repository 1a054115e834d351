import { readFileSync } from 'node:fs';
import fastGlob from 'fast-glob';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { template } from '../support/bicep.js';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: { readonly node: readonly number[] } };
  readonly environment?: string;
  readonly needs?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const read = <T>(path: string) => parse(readFileSync(path, 'utf8')) as T;
const workflows = fastGlob
  .sync('.github/workflows/*.yml', { dot: true })
  .map((path) => [path, read<Workflow>(path)] as const);
const [ci, deploy] = ['ci', 'deploy'].map((name) => read<Workflow>(`.github/workflows/${name}.yml`));
const parameters = readFileSync('infra/main.parameters.json', 'utf8');
const asked = [...parameters.matchAll(/\$\{(\w+)(?:=[^}]*)?\}/g)].map(([, name]) => name!);

describe('the workflows', () => {
  it.each(workflows)(
    '%s may read the repository, and nothing more without saying so in a job',
    (_, workflow) => {
      expect(workflow.permissions).toEqual({ contents: 'read' });
      const jobs = Object.values(workflow.jobs).flatMap(({ permissions }) =>
        permissions === undefined ? [] : [permissions],
      );
      for (const permissions of jobs) expect(permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    },
  );

  it.each(workflows)('%s pins actions by commit, and leaves no token in the clone', (_, { jobs }) => {
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    const actions = steps.flatMap(({ uses }) => uses ?? []);
    expect(actions).not.toEqual([]);
    for (const action of actions) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout')))
      expect(step.with?.['persist-credentials']).toBe(false);
  });

  it.each(workflows)('%s has no secret in it', (path, workflow) => {
    expect(JSON.stringify(workflow)).not.toMatch(/secrets\./);
    expect(readFileSync(path, 'utf8')).not.toMatch(/client-secret|password|accesskey/i);
  });

  it.each(workflows)('%s puts nothing that others wrote into a shell', (_, { jobs }) => {
    for (const { run } of Object.values(jobs).flatMap((job) => job.steps))
      expect(run ?? '').not.toContain('${{');
  });

  it('ci runs everything on each Node that is supported', () => {
    const { check } = ci!.jobs;
    expect(check?.strategy?.matrix.node).toEqual([20, 22, 24]);
    expect(check?.steps.map(({ run }) => run)).toContain('.ci/run');
  });

  it('what is deployed was tested, and only its job gets a token for Azure', () => {
    const { deploy: job, test } = deploy!.jobs;
    expect(test?.steps.map(({ run }) => run)).toContain('.ci/run');
    expect(test?.permissions).toBeUndefined();
    expect(job).toMatchObject({ needs: 'test', environment: 'production' });
    expect(job?.steps.map(({ run }) => run ?? '').join('\n')).toContain(
      '--federated-credential-provider github',
    );
  });

  it('everything that the parameters ask for is handed on', () => {
    expect(asked.length).toBeGreaterThan(10);
    expect(Object.keys(deploy!.jobs['deploy']?.env ?? {})).toEqual(expect.arrayContaining(asked));
  });
});

interface Hook {
  readonly posix: { readonly run: string };
  readonly windows: { readonly run: string };
}
interface AzdProject {
  readonly metadata: { readonly template: string };
  readonly infra: { readonly path: string; readonly module: string };
  readonly services: { readonly api: Readonly<Record<string, unknown>> };
  readonly hooks: Readonly<Record<string, Hook>>;
}

describe('azure.yaml', () => {
  const azd = read<AzdProject>('azure.yaml');
  const { name, scripts, version } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    name: string;
    version: string;
    scripts: Record<string, string>;
  };

  it('names this version, the service that the template tags, and a package that is made here', () => {
    expect(azd.metadata.template).toBe(`${name}@${version}`);
    expect(azd.services.api).toMatchObject({ host: 'function', language: 'ts', remoteBuild: false });
    expect(template('app/api.bicep').root.text).toContain("'azd-service-name': 'api'");
    // azd runs these two by name, and then sends the folder.
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['build', 'package']));
    const packaging = readFileSync('infra/packaging/package.mjs', 'utf8');
    expect(packaging).toContain(`'${String(azd.services.api['dist'])}'`);
    expect(template(`${azd.infra.module}.bicep`).outputs).not.toEqual([]);
  });

  it('its hooks use outputs and parameters that are there, and scripts that are there, on every system', () => {
    const outputs = template('main.bicep').outputs.map(({ symbol }) => symbol);
    for (const { posix, windows } of Object.values(azd.hooks)) {
      const used = (run: string) =>
        [...run.matchAll(/\$(?:env:)?([A-Z][A-Z_]+)\b/g)].flatMap(([, variable]) =>
          variable === 'LASTEXITCODE' ? [] : [variable!],
        );
      expect([...outputs, ...asked]).toEqual(expect.arrayContaining(used(posix.run)));
      expect(new Set(used(windows.run))).toEqual(new Set(used(posix.run)));
      for (const [, script] of `${posix.run}${windows.run}`.matchAll(/npm run ([\w-]+)/g))
        expect(Object.keys(scripts)).toContain(script);
    }
  });
});
