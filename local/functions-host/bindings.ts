import type { Binding, FunctionMetadata, Log } from './core-module.js';

const DURABLE_KINDS = {
  orchestrationTrigger: 'orchestration',
  activityTrigger: 'activity',
  entityTrigger: 'entity',
} as const;

/** In lower case: types are compared without regard to case. */
const SERVED_TRIGGERS = new Set(['httptrigger', 'timertrigger', ...Object.keys(DURABLE_KINDS).map(lower)]);
const SERVED_INPUTS = new Set(['durableclient', 'orchestrationclient']);
const SERVED_OUTPUTS = new Set(['http']);

export interface NamedBinding {
  readonly name: string;
  readonly binding: Binding;
}

export function triggerOf({ bindings }: FunctionMetadata): NamedBinding | undefined {
  const found = Object.entries(bindings).find(([, binding]) => isTrigger(binding));
  return found === undefined ? undefined : { name: found[0], binding: found[1] };
}

export function isTrigger({ type }: Binding): boolean {
  return lower(type).endsWith('trigger');
}

export function isType({ type }: Binding, wanted: string): boolean {
  return lower(type) === lower(wanted);
}

export function isDurableClient({ type }: Binding): boolean {
  return SERVED_INPUTS.has(lower(type));
}

export function durableKind(binding: Binding): 'orchestration' | 'activity' | 'entity' | undefined {
  const found = Object.entries(DURABLE_KINDS).find(([type]) => isType(binding, type));
  return found?.[1];
}

/** Whether a POST to `/admin/functions/{name}` can run it with the text it brings. */
export function takesPlainInput(binding: Binding): boolean {
  return !isType(binding, 'httpTrigger') && durableKind(binding) === undefined;
}

/** Settings switch functions off: `AzureWebJobs.<name>.Disabled`, with `__` for the dots where those can't be. */
export function isDisabled(name: string): boolean {
  const values = [
    process.env[`AzureWebJobs.${name}.Disabled`],
    process.env[`AzureWebJobs__${name}__Disabled`],
  ];
  return values.some((value) => value !== undefined && /^(?:true|1)$/i.test(value.trim()));
}

/** What this host leaves out, said once when the app is loaded rather than found out later. */
export function warnOfUnserved(functions: Iterable<FunctionMetadata>, log: Log): void {
  for (const metadata of functions) {
    const { bindings, name } = metadata;
    if (isDisabled(name)) {
      log('information', 'Host.Startup', `Function '${name}' is disabled by a setting.`);
      continue;
    }
    const trigger = triggerOf(metadata);
    if (trigger !== undefined && !SERVED_TRIGGERS.has(lower(trigger.binding.type))) {
      log(
        'warning',
        'Host.Startup',
        `Function '${name}' waits for a '${trigger.binding.type}', which this host does not serve: it runs only when POST /admin/functions/${name} asks for it.`,
      );
    }
    for (const [binding, { direction, type }] of Object.entries(bindings)) {
      if (isTrigger({ type })) continue;
      const served = direction === 'out' ? SERVED_OUTPUTS : SERVED_INPUTS;
      if (served.has(lower(type))) continue;
      const what = direction === 'out' ? 'what it returns there goes nowhere' : 'it is undefined here';
      log(
        'warning',
        'Host.Startup',
        `Function '${name}' has a binding '${binding}' of type '${type}': ${what}.`,
      );
    }
  }
}

function lower(text: string): string {
  return text.toLowerCase();
}
