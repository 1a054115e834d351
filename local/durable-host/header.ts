import type { EntityState } from './entity-state.js';
import type { InstanceState } from './instance.js';
import type { LargeTexts, RowReader } from './large-texts.js';

/** A header as its row holds it: what can be long stands for itself or refers to rows of its own. */
interface PackedState extends Omit<InstanceState, 'entity'> {
  readonly entity?: string;
}

/** @param stored rows that are there already: a long text that the header referred to before is not written again */
export async function packState(
  state: InstanceState,
  texts: LargeTexts,
  stored: ReadonlySet<string>,
): Promise<string> {
  for (const text of longTexts(state)) {
    if (!texts.rowKeys(texts.refer(text)).every((rowKey) => stored.has(rowKey))) await texts.put(text);
  }
  return JSON.stringify(referTo(state, texts));
}

/** The header's row as `packState` writes it, without writing what it refers to. */
export function referTo(state: InstanceState, texts: LargeTexts): PackedState {
  const { entity, input, output, ...rest } = state;
  return {
    ...rest,
    input: input === null ? null : texts.refer(input),
    output: output === null ? null : texts.refer(output),
    ...(entity === undefined ? {} : { entity: texts.refer(JSON.stringify(entity)) }),
  };
}

/** Rows that a header refers to. */
export function rowsOfHeader(packed: PackedState, texts: LargeTexts): readonly string[] {
  return [packed.input, packed.output, packed.entity]
    .filter((text) => typeof text === 'string')
    .flatMap((text) => texts.rowKeys(text));
}

export async function unpackState(
  packed: string,
  texts: LargeTexts,
  read?: RowReader,
): Promise<InstanceState> {
  const { entity, input, output, ...rest } = JSON.parse(packed) as PackedState;
  return {
    ...rest,
    input: input === null ? null : await texts.get(input, read),
    output: output === null ? null : await texts.get(output, read),
    ...(entity === undefined ? {} : { entity: JSON.parse(await texts.get(entity, read)) as EntityState }),
  };
}

function longTexts({ entity, input, output }: InstanceState): readonly string[] {
  const texts = [input, output, entity === undefined ? null : JSON.stringify(entity)];
  return texts.filter((text) => text !== null);
}
