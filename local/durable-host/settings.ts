/** The parts of host.json's `extensions.durableTask` that this host acts on. */
export interface DurableSettings {
  readonly hubName: string;
  readonly defaultVersion: string | null;
  readonly orchestrationsAtOnce: number;
  readonly activitiesAtOnce: number;
  readonly overridable: 'NonRunningStates' | 'AnyState';
}

/** @param section the section as it stands in host.json; anything missing or of another kind takes the default */
export function readSettings(section: unknown): DurableSettings {
  const fields = typeof section === 'object' && section !== null ? (section as Record<string, unknown>) : {};
  const number = (key: string, otherwise: number): number => {
    const value = fields[key];
    return typeof value === 'number' && value > 0 ? value : otherwise;
  };
  const hub = fields['hubName'];
  return {
    hubName: typeof hub === 'string' && hub !== '' ? hub : 'TestHubName',
    defaultVersion: typeof fields['defaultVersion'] === 'string' ? fields['defaultVersion'] : null,
    orchestrationsAtOnce: number('maxConcurrentOrchestratorFunctions', 10),
    activitiesAtOnce: number('maxConcurrentActivityFunctions', 10),
    overridable: fields['overridableExistingInstanceStates'] === 'AnyState' ? 'AnyState' : 'NonRunningStates',
  };
}
