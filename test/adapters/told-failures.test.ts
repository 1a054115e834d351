import type { InvocationContext } from '@azure/functions';
import { describe, expect, it } from 'vitest';
import { withToldFailures } from '../../src/adapters/system/told-failures.js';
import { Unavailable } from '../../src/ports/unavailable.js';

const SECRET = 'ada@example.org';

async function thrownBy(trigger: string, error: unknown) {
  const warned: string[] = [];
  const context = {
    options: { trigger: { type: trigger } },
    warn: (line: string) => warned.push(line),
  } as unknown as InvocationContext;
  const work = withToldFailures(context, () => {
    throw error;
  });
  const thrown = await (async () => work(undefined))().catch((one: unknown) => one);
  return { thrown: thrown as Error, warned };
}

describe.each(['activityTrigger', 'timerTrigger', 'httpTrigger'])('PRV-2 what a %s throws', (trigger) => {
  it.each([
    new TypeError(`no ${SECRET}`),
    new Error(`two\nlines of ${SECRET}\n    at ${SECRET}\n`),
    Object.assign(new Error('x'), { name: `No ${SECRET}` }),
    Object.assign(new Error('x', { cause: SECRET }), { request: { url: SECRET } }),
    SECRET,
    { message: SECRET },
  ])('keeps its name and its place, and no word of its own: %s', async (error) => {
    const { thrown, warned } = await thrownBy(trigger, error);
    const shown = [thrown.name, thrown.message, thrown.stack, JSON.stringify(thrown), String(thrown.cause)];
    expect(shown.join('\n')).not.toContain(SECRET);
    expect(thrown).toBeInstanceOf(Error);
    if (error instanceof Error) expect(thrown.stack).toContain('told-failures.test.ts');
    expect(warned).toEqual([]);
  });

  it('names who does not answer', async () => {
    const error = new Unavailable('storage', { cause: new Error('status 503') });
    const { thrown, warned } = await thrownBy(trigger, error);
    expect([thrown.name, thrown.message]).toEqual(['Unavailable', 'storage unavailable (status 503)']);
    expect(warned).toEqual(['storage unavailable (status 503)']);
  });
});

it('what an orchestration throws is the durable SDK’s, and goes on as it is', async () => {
  const error = new Error('$OutOfProcData$:{}');
  expect((await thrownBy('orchestrationTrigger', error)).thrown).toBe(error);
});
