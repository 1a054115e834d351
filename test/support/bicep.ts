import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import fastGlob from 'fast-glob';
import { Language, Parser, type Node } from 'web-tree-sitter';

export interface Declaration {
  readonly symbol: string;
  readonly node: Node;
}

/** A resource or a module: what it is, and its properties. */
export interface Declared extends Declaration {
  /** `Microsoft.Web/sites@2024-04-01`, or the path of a module. */
  readonly what: string;
  readonly isExisting: boolean;
  readonly body: Node;
}

export interface BicepFile {
  readonly path: string;
  readonly root: Node;
  /** Where it is no Bicep: `line:column`. */
  readonly errors: readonly string[];
  readonly params: readonly (Declaration & { readonly hasDefault: boolean })[];
  readonly variables: readonly Declaration[];
  readonly outputs: readonly Declaration[];
  readonly resources: readonly Declared[];
  readonly modules: readonly Declared[];
}

const require = createRequire(import.meta.url);
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));

/** Every template there is. Syntax only: no types, no values. */
export const templates: readonly BicepFile[] = fastGlob
  .sync('infra/**/*.bicep')
  .sort()
  .map((path) => parseBicep(readFileSync(path, 'utf8'), path));

export function template(name: string): BicepFile {
  const found = templates.find(({ path }) => path === join('infra', name));
  if (found === undefined) throw new Error(`There is no infra/${name}.`);
  return found;
}

export function parseBicep(text: string, path = 'text'): BicepFile {
  const tree = parser.parse(text);
  if (tree === null) throw new Error('Nothing was parsed.');
  const root = tree.rootNode;
  const every = [...nodesOf(root)];
  const ofType = (type: string) => every.filter((node) => node.type === type);
  return {
    path,
    root,
    errors: every
      .filter((node) => node.isError || node.isMissing)
      .map(({ startPosition: { column, row } }) => `${row + 1}:${column + 1}`),
    params: ofType('parameter_declaration').map((node) => ({
      ...{ symbol: symbolOf(node), node },
      hasDefault: node.namedChildren.length > 2,
    })),
    variables: ofType('variable_declaration').map((node) => ({ symbol: symbolOf(node), node })),
    outputs: ofType('output_declaration').map((node) => ({ symbol: symbolOf(node), node })),
    resources: ofType('resource_declaration').map(declared),
    modules: ofType('module_declaration').map(declared),
  };
}

/** A node and all below it, in their order; comments are none. */
export function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) yield* nodesOf(child);
}

/** The properties of an object by name. */
export function propertiesOf(object: Node | undefined): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  for (const property of object?.namedChildren ?? []) {
    const [key, value] = property.type === 'object_property' ? property.namedChildren : [];
    if (key !== undefined && value !== undefined) found.set(plain(key), value);
  }
  return found;
}

/** @param path `properties.sku.name` */
export function propertyOf(object: Node, path: string): Node | undefined {
  return path.split('.').reduce<Node | undefined>((node, key) => node && propertiesOf(node).get(key), object);
}

/** A name, or a text without its quotes. */
export function plain(node: Node): string {
  return node.type === 'string' ? node.namedChildren.map(({ text }) => text).join('') : node.text;
}

function declared(node: Node): Declared {
  const [, what] = node.namedChildren;
  const body = [...nodesOf(node)].find(({ type }) => type === 'object');
  if (what === undefined || body === undefined) throw new Error(`What is ${node.text}?`);
  const isExisting = node.children.some(({ text }) => text === 'existing');
  return { symbol: symbolOf(node), node, what: plain(what), isExisting, body };
}

function symbolOf(node: Node): string {
  return node.namedChildren[0]?.text ?? '';
}
