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
export function warnOfUnserved(functions: readonly FunctionMetadata[], log: Log): void {
  const enabled = functions.filter(({ name }) => !isDisabled(name));
  const say = (level: string, found: readonly string[], text: string): void => {
    if (found.length > 0) log(level, 'Host.Startup', `${text}: ${found.join(', ')}.`);
  };
  const disabled = functions.filter(({ name }) => isDisabled(name)).map(({ name }) => name);
  say('information', disabled, 'Disabled by a setting');
  const idle = enabled.flatMap((metadata) => {
    const type = triggerOf(metadata)?.binding.type ?? '';
    return SERVED_TRIGGERS.has(lower(type)) ? [] : [`${metadata.name} (${type})`];
  });
  say(
    'warning',
    idle,
    'This host does not serve these triggers, so that the functions run only when POST /admin/functions/<name> asks',
  );
  const inputs = enabled.flatMap((metadata) => unserved(metadata, 'in', SERVED_INPUTS));
  say('warning', inputs, 'This host does not serve these input bindings, whose values are undefined');
  const outputs = enabled.flatMap((metadata) => unserved(metadata, 'out', SERVED_OUTPUTS));
  say('warning', outputs, 'This host does not serve these output bindings, and drops what is returned there');
}

function unserved(
  { bindings, name }: FunctionMetadata,
  direction: 'in' | 'out',
  served: ReadonlySet<string>,
): readonly string[] {
  return Object.values(bindings).flatMap((binding) => {
    const counts = !isTrigger(binding) && (binding.direction === 'out') === (direction === 'out');
    return counts && !served.has(lower(binding.type)) ? [`${name} (${binding.type})`] : [];
  });
}

function lower(text: string): string {
  return text.toLowerCase();
}
