/** The house's arrows (docs/decisions/0001). Each rule has a planted violation that must fail: test/architecture. */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'domain-is-pure',
      comment: 'The domain imports nothing but itself.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: '^src/domain/' },
    },
    {
      name: 'commands-use-ports',
      comment: 'Use cases, the edge and the texts never see a technology.',
      severity: 'error',
      from: { path: '^src/(commands|http|messages|ports)/' },
      // What stands in src itself wires the app and reads its settings.
      to: { path: ['^src/adapters/', '^src/[^/]+$'] },
    },
    {
      name: 'orchestrations-never-reach-io',
      severity: 'error',
      from: { path: '^src/workflows/' },
      to: { path: '^src/(adapters|commands|http)/', reachable: true },
    },
    {
      name: 'orchestrations-no-node-core',
      severity: 'error',
      from: { path: '^src/(workflows|domain)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'sdk-only-in-adapters',
      comment: 'Workflows need the orchestration types; the edge and the registrations the HTTP types.',
      severity: 'error',
      from: { path: '^(src|functions)/', pathNot: '^src/(adapters|app|workflows|http)|^functions/' },
      to: {
        path: 'node_modules/(@azure|@opentelemetry|durable-functions|jose|@node-rs|libphonenumber-js|@zootools)',
      },
    },
    {
      name: 'edge-no-sdk',
      severity: 'error',
      from: { path: '^src/(http|workflows)/' },
      to: {
        path: 'node_modules/(@azure|@opentelemetry|jose|@node-rs|libphonenumber-js)',
        pathNot: 'node_modules/@azure/functions/',
      },
    },
    {
      name: 'local-knows-no-app',
      severity: 'error',
      from: { path: '^local/' },
      to: { path: '^(src|functions|web)/' },
    },
    {
      name: 'app-knows-no-local',
      severity: 'error',
      from: { path: '^(src|functions|web)/' },
      to: { path: '^(local|test|bench)/' },
    },
    {
      name: 'durable-half-apart',
      comment: 'The two halves of the host meet in one interface.',
      severity: 'error',
      from: { path: '^local/durable-host/' },
      to: { path: '^local/(functions-host|communication|azurite)/' },
    },
    {
      name: 'functions-half-apart',
      severity: 'error',
      from: { path: '^local/functions-host/' },
      to: { path: '^local/durable-host/', pathNot: '/(durable-host|function-runner)\\.ts$' },
    },
    {
      name: 'web-alone',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(src|functions|local|test)/' },
    },
    {
      name: 'nobody-imports-functions',
      severity: 'error',
      from: { pathNot: '^functions/' },
      to: { path: '^functions/' },
    },
    {
      name: 'not-to-dev-dep',
      severity: 'error',
      from: { path: '^(src|functions)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|dist-local)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
