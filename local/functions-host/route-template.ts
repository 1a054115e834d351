/** An ASP.NET route template: `security-info/{contactId}`, `{id:int}`, `{id?}`, `{name=all}`, `{*rest}`. */
export interface RouteTemplate {
  readonly segments: readonly Segment[];
}

type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | {
      readonly kind: 'parameter';
      readonly name: string;
      readonly constraints: readonly Constraint[];
      readonly optional: boolean;
      readonly fallback?: string;
    }
  | { readonly kind: 'rest'; readonly name: string };

type Constraint = (value: string) => boolean;

const PARAMETER = /^\{(\*{0,2})([A-Za-z_][\w-]*)((?::(?:[^{}=?]|\{[^}]*\})+)*)(\?)?(?:=([^}]*))?\}$/;

export function parseTemplate(template: string): RouteTemplate {
  const parts = template.split('/').filter((part) => part !== '');
  return { segments: parts.map(parseSegment) };
}

/** The parameters of a path that matches; undefined when it does not. Values are decoded. */
export function matchTemplate(
  { segments }: RouteTemplate,
  path: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const parameters: Record<string, string> = {};
  for (const [at, segment] of segments.entries()) {
    const part = path[at];
    switch (segment.kind) {
      case 'rest':
        parameters[segment.name] = path.slice(at).join('/');
        return parameters;
      case 'literal':
        if (part?.toLowerCase() !== segment.text.toLowerCase()) return undefined;
        break;
      case 'parameter': {
        const value = part ?? segment.fallback;
        if (value === undefined && !segment.optional) return undefined;
        if (value === undefined) break;
        if (!segment.constraints.every((holds) => holds(value))) return undefined;
        parameters[segment.name] = value;
        break;
      }
    }
  }
  return path.length <= segments.length ? parameters : undefined;
}

function parseSegment(text: string): Segment {
  const match = PARAMETER.exec(text);
  if (match === null) return { kind: 'literal', text };
  const [, stars = '', name = '', constraints = '', optional, fallback] = match;
  if (stars !== '') return { kind: 'rest', name };
  return {
    kind: 'parameter',
    name,
    constraints: constraints
      .split(/:(?![^(]*\))/)
      .filter((part) => part !== '')
      .map(parseConstraint),
    optional: optional === '?',
    ...(fallback === undefined ? {} : { fallback }),
  };
}

const GUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

function parseConstraint(text: string): Constraint {
  const [, name = '', argument = ''] = /^(\w+)(?:\((.*)\))?$/.exec(text) ?? [];
  const [first = 0, second = Infinity] = argument.split(',').map(Number);
  switch (name.toLowerCase()) {
    case 'int':
      return (value) => /^-?\d+$/.test(value) && Math.abs(Number(value)) <= 2_147_483_647;
    case 'long':
      return (value) => /^-?\d{1,19}$/.test(value);
    case 'float':
    case 'double':
    case 'decimal':
      return (value) => value.trim() !== '' && Number.isFinite(Number(value));
    case 'bool':
      return (value) => /^(?:true|false)$/i.test(value);
    case 'guid':
      return (value) => GUID.test(value);
    case 'datetime':
      return (value) => !Number.isNaN(Date.parse(value));
    case 'alpha':
      return (value) => /^[a-z]*$/i.test(value);
    case 'minlength':
      return (value) => value.length >= first;
    case 'maxlength':
      return (value) => value.length <= first;
    case 'length':
      return argument.includes(',')
        ? (value) => value.length >= first && value.length <= second
        : (value) => value.length === first;
    case 'min':
      return (value) => Number(value) >= first;
    case 'max':
      return (value) => Number(value) <= first;
    case 'range':
      return (value) => Number(value) >= first && Number(value) <= second;
    case 'regex': {
      const pattern = new RegExp(argument);
      return (value) => pattern.test(value);
    }
    default:
      return () => true;
  }
}
