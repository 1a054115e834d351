import { IntlMessageFormat } from 'intl-messageformat';

/** What the parser makes of a text, as far as it is of interest here. */
interface Element {
  readonly type: number;
  /** An argument's name, or words. */
  readonly value: string;
  readonly style?: string | null;
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>;
  /** What a tag is around. */
  readonly children?: readonly Element[];
}

function parse(text: string, locale: string): readonly Element[] {
  return new IntlMessageFormat(text, locale).getAst() as unknown as readonly Element[];
}

const WORDS = 0;
const KINDS = new Map([
  [1, 'plain'],
  [3, 'date'],
  [4, 'time'],
  [5, 'select'],
  [6, 'plural'],
  [8, 'tag'],
]);

interface Argument {
  readonly name: string;
  readonly kind: string;
  /** Of a date its style, of a select its keywords, of a plural nothing: languages differ. */
  readonly detail: string;
  readonly categories?: readonly string[];
}

const inside = ({ children = [], options = {} }: Element): readonly Element[] => [
  ...Object.values(options).flatMap(({ value }) => value),
  ...children,
];

function argumentsOf(elements: readonly Element[]): readonly Argument[] {
  return elements.flatMap((element): readonly Argument[] => {
    const { options = {}, style, type, value: name } = element;
    const kind = KINDS.get(type);
    if (kind === undefined) return [];
    const [keywords, inner] = [Object.keys(options), argumentsOf(inside(element))];
    if (kind === 'plural') return [{ name, kind, detail: '', categories: keywords }, ...inner];
    return [{ name, kind, detail: kind === 'select' ? keywords.sort().join() : (style ?? '') }, ...inner];
  });
}

function wordsOf(elements: readonly Element[]): readonly string[] {
  return elements.flatMap((element) => (element.type === WORDS ? [element.value] : wordsOf(inside(element))));
}

/** The arguments of a text, those within plurals and selects too. */
export function argumentsIn(text: string, locale: string): readonly Argument[] {
  return argumentsOf(parse(text, locale));
}

/** The words of a text, without anything that is put between them. */
export function wordsIn(text: string, locale: string): readonly string[] {
  return wordsOf(parse(text, locale));
}

/** What a text can come to: its words, with anything where something is put in. */
export function patternOf(text: string, locale: string): RegExp {
  return new RegExp(`^${patternIn(parse(text, locale))}$`, 'u');
}

function patternIn(elements: readonly Element[]): string {
  return elements
    .map((element) => {
      const { children, options, type, value } = element;
      if (type === WORDS) return value.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
      if (children !== undefined) return patternIn(children);
      if (options === undefined) return '.+?';
      return `(?:${Object.values(options)
        .map((option) => patternIn(option.value))
        .join('|')})`;
    })
    .join('');
}
