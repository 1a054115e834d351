import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const LOCALES = 'web/locales';

/** The texts of one language as the page has them: `area.key`. */
export function pageTexts(tag: string): ReadonlyMap<string, string> {
  const areas = readdirSync(join(LOCALES, tag)).sort();
  return new Map(
    areas.flatMap((file) => {
      const texts = JSON.parse(readFileSync(join(LOCALES, tag, file), 'utf8')) as Record<string, string>;
      return Object.entries(texts).map(
        ([key, text]) => [`${file.replace('.json', '')}.${key}`, text] as const,
      );
    }),
  );
}

export function pageLanguages(): readonly string[] {
  return readdirSync(LOCALES).sort();
}

/**
 * The keys that the page's sources name: in so many words, or put together from values whose types say what they can be. A key
 * that is put together from just any string counts for none.
 */
export function keysNamed(): ReadonlySet<string> {
  const { options, fileNames } = readConfig();
  const program = ts.createProgram(fileNames, options);
  const checker = program.getTypeChecker();
  const named = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) named.add(node.text);
    if (ts.isTemplateExpression(node))
      for (const key of possible(checker.getTypeAtLocation(node))) named.add(key);
    ts.forEachChild(node, visit);
  };
  for (const file of program.getSourceFiles()) {
    const isOurs = !file.isDeclarationFile && !file.fileName.includes('node_modules');
    if (isOurs && /\.tsx?$/.test(file.fileName)) visit(file);
  }
  return named;
}

function readConfig(): ts.ParsedCommandLine {
  const read = ts.readConfigFile('web/tsconfig.json', (path) => ts.sys.readFile(path));
  return ts.parseJsonConfigFileContent(read.config, ts.sys, 'web');
}

function possible(type: ts.Type): readonly string[] {
  if (type.isUnion()) return type.types.flatMap(possible);
  return type.isStringLiteral() ? [type.value] : [];
}
