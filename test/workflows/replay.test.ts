import { createRequire } from 'node:module';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DummyOrchestrationContext, type OrchestrationHandler } from 'durable-functions';
import { describe, expect, it } from 'vitest';
import { accountErasure } from '../../src/workflows/account-erasure.js';
import { confirmationDeadline } from '../../src/workflows/confirmation-deadline.js';
import { contactRemoval } from '../../src/workflows/contact-removal.js';
import { notice } from '../../src/workflows/notice.js';
import { protectionWindow } from '../../src/workflows/protection-window.js';
import { recoveryCode } from '../../src/workflows/recovery-code.js';
import { readResult } from '../../local/durable-host/actions.js';
import type { HistoryEvent } from '../../local/durable-host/history.js';
import { EventType } from '../../local/durable-host/history.js';
import { replay } from '../../local/durable-host/replay.js';

/** The SDK's own way to run an orchestrator outside a host; it ships without types. */
interface TestingUtils {
  readonly createOrchestrator: (
    fn: OrchestrationHandler,
  ) => (trigger: unknown, context: unknown) => Promise<unknown>;
  readonly DurableOrchestrationInput: new (...parameters: unknown[]) => unknown;
}
const { createOrchestrator, DurableOrchestrationInput } = createRequire(import.meta.url)(
  'durable-functions/lib/src/util/testingUtils.js',
) as TestingUtils;

interface Saved {
  readonly name: string;
  readonly input: unknown;
  readonly history: readonly HistoryEvent[];
}

const FOLDER = 'test/workflows/histories';
const LIMITS = {
  longestTimer: 6 * 86_400_000,
  timerHop: 3 * 86_400_000,
  httpSleep: 30_000,
  whyMissing: () => undefined,
};
const workflows: Readonly<Record<string, OrchestrationHandler>> = {
  accountErasure,
  confirmationDeadline,
  contactRemoval,
  notice,
  protectionWindow,
  recoveryCode,
};

async function saved(): Promise<readonly (readonly [string, Saved])[]> {
  const found: [string, Saved][] = [];
  for (const release of await readdir(FOLDER)) {
    for (const file of await readdir(join(FOLDER, release))) {
      const text = await readFile(join(FOLDER, release, file), 'utf8');
      found.push([`${release}/${file}`, JSON.parse(text) as Saved]);
    }
  }
  return found;
}

/** Runs a workflow over a history as a turn would, and answers with the actions it asks for. */
async function turn({ input, name }: Saved, history: readonly HistoryEvent[]) {
  const workflow = workflows[name];
  if (workflow === undefined) throw new Error(`There is no workflow ${name} any more, but histories of it.`);
  const events = structuredClone(history).map((event) => ({
    ...event,
    IsPlayed: true,
    Timestamp: new Date(event.Timestamp),
  }));
  const trigger = new DurableOrchestrationInput(
    'instance',
    events,
    input,
    '3.00:00:00',
    '6.00:00:00',
    30_000,
    3,
  );
  const context = new DummyOrchestrationContext(name, 'test', () => undefined);
  return readResult(JSON.parse(JSON.stringify(await createOrchestrator(workflow)(trigger, context))));
}

const turns = (history: readonly HistoryEvent[]): readonly number[] =>
  history.flatMap((event, at) => (event.EventType === EventType.OrchestratorCompleted ? [at + 1] : []));

describe('DUR-3 histories of released versions replay', async () => {
  const histories = await saved();

  it('there are some, of every workflow', () => {
    expect([...new Set(histories.map(([, { name }]) => name))].sort()).toEqual(Object.keys(workflows).sort());
    const resumed = histories.filter(([, { input }]) => (input as { resumed?: true }).resumed === true);
    expect([...new Set(resumed.map(([, { name }]) => name))].sort()).toEqual([
      'accountErasure',
      'confirmationDeadline',
      'contactRemoval',
      'protectionWindow',
    ]);
  });

  it.each(histories)('%s, every turn of it', async (_, one) => {
    const prefixes = turns(one.history);
    expect(prefixes.length).toBeGreaterThan(1);
    let before: readonly unknown[] = [];
    for (const end of prefixes) {
      const prefix = one.history.slice(0, end);
      const result = await turn(one, prefix);
      const outcome = replay(result, prefix, LIMITS);
      expect(outcome.scheduled, `turn up to ${end} schedules nothing that history lacks`).toEqual([]);
      expect(outcome.completion?.kind ?? 'waits').toBe(end === prefixes.at(-1) ? 'completed' : 'waits');
      expect(result.actions.slice(0, before.length).length).toBe(before.length);
      before = result.actions;
    }
  });

  it.each(histories)('%s, with a trace in its input, and its activities get it', async (_, one) => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const traced = { ...one, input: { ...(one.input as object), traceparent } };
    const [plainly, linked] = await Promise.all([turn(one, one.history), turn(traced, one.history)]);
    const outcome = replay(linked, one.history, LIMITS);
    expect([outcome.scheduled, outcome.completion?.kind]).toEqual([[], 'completed']);
    expect(JSON.stringify(plainly)).not.toContain('traceparent');
    // An activity's input is JSON within JSON.
    const kept = JSON.stringify(`,"traceparent":"${traceparent}"`).slice(1, -1);
    expect(JSON.stringify(linked)).toContain(kept);
    expect(JSON.stringify(linked).replaceAll(kept, '')).toBe(JSON.stringify(plainly));
  });

  it('a changed workflow would be found out', async () => {
    const [, one] = histories.find(([, { name }]) => name === 'protectionWindow') ?? [];
    if (one === undefined) throw new Error('no history');
    const result = await turn(one, one.history);
    const swapped = { ...result, actions: [...result.actions].reverse() };
    expect(replay(swapped, one.history, LIMITS).completion?.kind).toBe('failed');
  });
});
