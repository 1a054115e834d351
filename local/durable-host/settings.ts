/** The parts of host.json's `extensions.durableTask` that this host acts on. */
export interface DurableSettings {
  readonly hubName: string;
  readonly defaultVersion: string | null;
  readonly versionMatch: 'None' | 'Strict' | 'CurrentOrOlder';
  readonly versionFailure: 'Reject' | 'Fail';
  readonly orchestrationsAtOnce: number;
  readonly activitiesAtOnce: number;
  readonly overridable: 'NonRunningStates' | 'AnyState';
  /** Milliseconds between two looks at a long-running HTTP call. */
  readonly httpSleep: number;
}

/** @param section the section as it stands in host.json; anything missing or of another kind takes the default */
export function readSettings(section: unknown): DurableSettings {
  const settings = fields(section);
  const hub = settings['hubName'];
  const version = settings['defaultVersion'];
  const http = fields(settings['httpSettings']);
  return {
    hubName: typeof hub === 'string' && hub !== '' ? hub : 'TestHubName',
    defaultVersion: typeof version === 'string' && version !== '' ? version : null,
    versionMatch: oneOf(
      settings['versionMatchStrategy'],
      ['None', 'Strict', 'CurrentOrOlder'],
      'CurrentOrOlder',
    ),
    versionFailure: oneOf(settings['versionFailureStrategy'], ['Reject', 'Fail'], 'Reject'),
    orchestrationsAtOnce: positive(settings['maxConcurrentOrchestratorFunctions'], 10),
    activitiesAtOnce: positive(settings['maxConcurrentActivityFunctions'], 10),
    overridable: oneOf(
      settings['overridableExistingInstanceStates'],
      ['NonRunningStates', 'AnyState'],
      'NonRunningStates',
    ),
    httpSleep: positive(http['defaultAsyncRequestSleepTimeMilliseconds'], 30_000),
  };
}

function positive(value: unknown, otherwise: number): number {
  return typeof value === 'number' && value > 0 ? value : otherwise;
}

function oneOf<T extends string>(value: unknown, known: readonly T[], otherwise: T): T {
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  return known.find((one) => one.toLowerCase() === text) ?? otherwise;
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
