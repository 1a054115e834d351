import { readFileSync } from 'node:fs';
import fastGlob from 'fast-glob';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { nodesOf, template } from '../support/bicep.js';

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
const outputs = template('main.bicep').outputs.map(({ symbol }) => symbol);
const runsOf = (job: Job | undefined) => (job?.steps ?? []).map(({ run }) => run ?? '');
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

  it('everything that the parameters ask for is handed on, or comes back from the deployment before', () => {
    expect(asked.length).toBeGreaterThan(10);
    const [handed, runs] = [Object.keys(deploy!.jobs['deploy']?.env ?? {}), runsOf(deploy!.jobs['deploy'])];
    expect([...handed, ...outputs]).toEqual(expect.arrayContaining(asked));
    // Were it handed on, too, an empty one would take the subscription away, and the hook bring it back.
    expect(handed).not.toContain('DELIVERY_REPORTS');
    expect(outputs).toContain('DELIVERY_REPORTS');
    const [refreshed, provisioned] = ['azd env refresh', 'azd provision'].map((command) =>
      runs.findIndex((run) => run.startsWith(command)),
    );
    expect(refreshed).toBeGreaterThan(0);
    expect(provisioned).toBeGreaterThan(refreshed!);
  });
});

interface Hook {
  readonly posix: { readonly run: string };
  readonly windows: { readonly run: string };
}
interface AzdProject {
  readonly metadata: { readonly template: string };
  readonly infra: { readonly path: string; readonly module: string };
  readonly services: {
    readonly api: Readonly<Record<string, unknown>> & { readonly hooks: Readonly<Record<string, Hook>> };
  };
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
    // azd runs `build` by its name, and then sends the folder: who makes it is said here, for `azd deploy`, too.
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['build', 'package']));
    const { prepackage } = azd.services.api.hooks;
    expect([prepackage?.posix.run, prepackage?.windows.run]).toEqual(['npm run package', 'npm run package']);
    const packaging = readFileSync('infra/packaging/package.mjs', 'utf8');
    expect(packaging).toContain(`'${String(azd.services.api['dist'])}'`);
    expect(azd.infra).toMatchObject({ path: 'infra', module: 'main' });
  });

  it('its hooks use outputs and parameters that are there, and scripts that are there, on every system', () => {
    expect(Object.keys(azd.hooks)).toEqual(['postprovision', 'postdeploy']);
    for (const { posix, windows } of Object.values(azd.hooks)) {
      const used = (run: string) =>
        [...run.matchAll(/\$(?:env:)?([A-Z][A-Z_]+)\b(?! = )/g)].flatMap(([, variable]) =>
          variable === 'LASTEXITCODE' ? [] : [variable!],
        );
      expect(used(posix.run)).not.toEqual([]);
      expect([...outputs, ...asked]).toEqual(expect.arrayContaining(used(posix.run)));
      expect(new Set(used(windows.run))).toEqual(new Set(used(posix.run)));
      for (const [, script] of `${posix.run}${windows.run}`.matchAll(/npm run ([\w-]+)/g))
        expect(Object.keys(scripts)).toContain(script);
    }
  });
});

describe('the keys', () => {
  it('are made by whoever is signed in to azd, who got the role, and not by a sign-in of another tool', () => {
    const { posix, windows } = read<AzdProject>('azure.yaml').hooks['postprovision']!;
    for (const { run } of [posix, windows]) {
      const lines = run.trim().split('\n');
      expect(lines.at(-2)).toMatch(/AZURE_TOKEN_CREDENTIALS ?= ?'?AzureDeveloperCliCredential'?$/);
      expect(lines.at(-1)).toContain('npm run prepare-vault -- --vault ');
    }
  });
});

describe('docs/operations.md', () => {
  const text = readFileSync('docs/operations.md', 'utf8');
  const table = text.split('\n### Parameters\n')[1]?.split('\n### ')[0] ?? '';

  it('has a row for everything that the parameters ask for, and for every parameter in the file alone', () => {
    for (const name of asked) expect(table).toContain(`\`${name}\``);
    expect(table).toContain('`moreSettings`');
  });

  it('names the azd that azure.yaml asks for', () => {
    const { requiredVersions } = read<{ requiredVersions: { azd: string } }>('azure.yaml');
    const [, version] = /^>= (\d+\.\d+)\.0$/.exec(requiredVersions.azd) ?? [];
    expect(text).toContain(`[azd](https://aka.ms/azd) ${version} or newer`);
  });
});

describe('the outputs', () => {
  const said = template('main.bicep').outputs.map(({ node, symbol }) => ({
    symbol,
    value: node.namedChildren.at(-1)!,
  }));

  it('are there, and each says something that Azure knows and not we', () => {
    expect(outputs).toEqual(expect.arrayContaining(['KEYS_VAULT_URL', 'KEYS_SECRET', 'SERVICE_API_URI']));
    for (const { symbol, value } of said) {
      const names = [...nodesOf(value)].filter(({ type }) => type === 'identifier');
      expect(names, symbol).not.toEqual([]);
    }
  });

  it('docs/operations.md and the hooks ask for none that is not there', () => {
    const text = ['docs/operations.md', 'azure.yaml'].map((path) => readFileSync(path, 'utf8')).join('\n');
    const asked = [...text.matchAll(/azd env get-value (\w+)|\b(?:the )?output `(\w+)`/g)].map(
      ([, a, b]) => a ?? b,
    );
    expect(asked).not.toEqual([]);
    for (const name of asked) expect(outputs).toContain(name);
  });
});
