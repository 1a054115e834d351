import { readFileSync } from 'node:fs';
import fastGlob from 'fast-glob';
import { describe, expect, it } from 'vitest';
import { nodesOf, plain, propertiesOf, template } from '../support/bicep.js';

const alerts = template('app/alerts.bicep');
const rules = [...nodesOf(alerts.variables.find(({ symbol }) => symbol === 'rules')!.node)]
  .filter(({ type }) => type === 'object')
  .map(propertiesOf);
const text = (name: string, rule: (typeof rules)[number]) => plain(rule.get(name)!);

const workbook = JSON.parse(readFileSync('infra/app/workbook.json', 'utf8')) as {
  items: { type: number; name: string; content: { query?: string } }[];
};
const queries = [
  ...rules.map((rule) => [text('name', rule), text('query', rule)] as const),
  ...workbook.items.flatMap(({ content, name }) =>
    content.query === undefined ? [] : [[`workbook ${name}`, content.query] as const],
  ),
];

const sources = fastGlob
  .sync('{src,functions}/**/*.ts')
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');
const all = (pattern: RegExp, query: string) => [...query.matchAll(pattern)].map(([, found]) => found!);
const functionNames = new Set(
  fastGlob
    .sync('functions/{activities,orchestrations,timers,http}/*.ts')
    .map((path) => path.slice(path.lastIndexOf('/') + 1, -3))
    .map((stem) => stem.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())),
);
const written = (event: string) => sources.includes(`event: '${event}'`);

describe('alerts and the workbook', () => {
  it('are found', () => {
    expect(rules.length).toBeGreaterThan(4);
    expect(queries.length).toBeGreaterThan(15);
  });

  it.each(queries)('%s counts lines that are really written, and functions that are there', (_, query) => {
    const events = all(/"event":"([\w-]+)"/g, query);
    const names = all(/Name in \(([^)]*)\)/g, query).flatMap((list) => all(/'(\w+)'/g, list));
    const codes = all(/"code":"([\w-]+)"|line\.code\) == '([\w-]+)'/g, query).filter(Boolean);
    for (const event of events) expect(written(event), event).toBe(true);
    for (const name of names) expect([...functionNames]).toContain(name);
    for (const code of codes) expect(sources).toContain(`'${code}'`);
    for (const kind of all(/kind in \(([^)]*)\)/g, query).flatMap((list) => all(/'([\w-]+)'/g, list)))
      expect(sources).toContain(`kind: '${kind}'`);
    for (const outcome of all(/outcome\) (?:==|!=|in) \(?([^)|]*)/g, query).flatMap((list) =>
      all(/'(\w+)'/g, list),
    ))
      expect(sources).toMatch(new RegExp(`kind: '${outcome}'|'${outcome}' [|:]|\\| '${outcome}'`));
    for (const part of all(/\^\(([a-z |]+)\) unavailable/g, query).flatMap((parts) => parts.split('|')))
      expect(sources, part).toContain(`'${part}'`);
    const phrases = all(/contains '([\w ]+)'/g, query);
    for (const phrase of phrases) expect(sources).toContain(phrase);
    const isAboutOutages = query.includes(' unavailable');
    const countsFailures = query.includes('Success == false');
    expect(events.length + names.length + phrases.length > 0 || isAboutOutages || countsFailures).toBe(true);
  });

  it('docs/telemetry.md tells of every line that is counted', () => {
    const told = readFileSync('docs/telemetry.md', 'utf8');
    const events = queries.flatMap(([, query]) => all(/"event":"([\w-]+)"/g, query));
    expect(new Set(events).size).toBeGreaterThan(4);
    for (const event of events) expect(told).toContain(`\`${event}\``);
  });

  it('throttling of a storage account is every kind that its metric knows', () => {
    const kinds = all(/'(\w+Error)'/g, alerts.root.text);
    expect(kinds.sort()).toEqual([
      'ClientAccountBandwidthThrottlingError',
      'ClientAccountRequestThrottlingError',
      'ClientThrottlingError',
      'ServerBusyError',
    ]);
  });

  it('an event that nobody writes is found', () => {
    expect(written('request')).toBe(true);
    expect(written('never-written')).toBe(false);
  });

  it('a line that starts as a query says it starts, starts so', () => {
    // Queries look at the beginning: the name of the event must be the first thing in a line.
    const lines = [...sources.matchAll(/JSON\.stringify\(\{ (\w+)/g)].map(([, first]) => first);
    const reports = [...sources.matchAll(/report\?\.\(\{ (\w+)/g)].map(([, first]) => first);
    expect([...lines.filter((first) => first === 'event'), ...reports].length).toBeGreaterThan(5);
    expect(reports).toEqual(['event']);
  });

  it('the facts that queries read are in the line', () => {
    const swept = /export interface Swept \{([^}]*)\}/.exec(sources)?.[1] ?? '';
    for (const fact of ['due', 'resumed', 'failed']) expect(swept).toContain(`readonly ${fact}: number`);
    expect(sources).toContain(
      "event: 'pumping-gate-closed', gate: key, ...which, until, closings: gate.closings",
    );
    expect(sources).toContain("event: 'request', route, status, ...told, milliseconds, storage");
    expect(sources).toContain("event: 'message', template, delivery, callingCode, outcome, status");
    expect(sources).toContain("event: 'delivery', delivery, callingCode, outcome");
    expect(sources).toContain("event: 'account-event', kind, endsOn");
    expect(sources).toContain('super(`${part} unavailable`');
  });

  it('nothing that a rule looks for is sampled away', () => {
    const { logging } = JSON.parse(readFileSync('host.json', 'utf8')) as {
      logging: { applicationInsights: { samplingSettings: { excludedTypes: string } } };
    };
    const kept = logging.applicationInsights.samplingSettings.excludedTypes.split(';');
    expect(kept).toEqual(expect.arrayContaining(['Request', 'Trace']));
  });

  it('PRV-2 the host records none of its own requests: addresses in the task hub hold account ids', () => {
    const { logging } = JSON.parse(readFileSync('host.json', 'utf8')) as {
      logging: { applicationInsights: { enableDependencyTracking?: boolean } };
    };
    expect(logging.applicationInsights.enableDependencyTracking).toBe(false);
    for (const [name, query] of queries) expect(query, name).not.toContain('AppDependencies');
  });

  it('every rule has its run-book, and every run-book its rule', () => {
    const book =
      readFileSync('docs/operations.md', 'utf8').split('\n## Run-books\n')[1]?.split('\n## ')[0] ?? '';
    const headings = all(/^### `([\w-]+)`$/gm, book);
    expect(headings.sort()).toEqual(rules.map((rule) => text('name', rule)).sort());
    const other = /docs\/operations\.md, "([\w-]+)"/.exec(alerts.root.text)?.[1];
    expect(headings).toContain(other);
  });
});
