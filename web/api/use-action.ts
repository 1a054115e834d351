import { useSignalEffect } from '@preact/signals';
import { useRef, useState } from 'preact/hooks';
import { reachable } from './connection.js';
import { isOutage, type Outcome, type Problem } from './problem.js';
import { sessionTurn } from './session.js';
import { askForStepUp } from './step-up.js';
import { useIsHere } from './use-is-here.js';
import { loadAnew } from './use-loaded.js';

/** Something the holder does: one at a time, with what came of it. */
export interface Action<Input> {
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  /** Never throws. A run while another is under way does nothing. */
  readonly run: (input: Input) => Promise<void>;
  readonly forget: () => void;
}

/**
 * One action of a page. A step-up that it needs is asked for in between, and it goes on by itself. After an outage the same
 * input is sent with the same Idempotency-Key (DUR-4): what was done already is not done twice. An answer to somebody who
 * has signed out since, or in, is nobody's.
 *
 * @param act sends the request
 * @param done what follows when it worked
 */
export function useAction<Input, Value>(
  act: (input: Input, key: string) => Promise<Outcome<Value>>,
  done: (value: Value, input: Input) => void | Promise<void>,
): Action<Input> {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const unanswered = useRef<{ readonly input: string; readonly key: string } | undefined>(undefined);
  const running = useRef(false);
  const isHere = useIsHere();
  // What is over needs no telling any more; the page says by itself that it can go on.
  useSignalEffect(() => {
    if (reachable.value) setProblem((told) => (told?.code === 'offline' ? undefined : told));
  });

  const send = async (input: Input): Promise<Outcome<Value>> => {
    // In a list, so that no input at all has a text, too.
    const same = JSON.stringify([input]);
    const key = unanswered.current?.input === same ? unanswered.current.key : crypto.randomUUID();
    unanswered.current = { input: same, key };
    const outcome = await act(input, key);
    if (outcome.ok || !isOutage(outcome.problem)) unanswered.current = undefined;
    return outcome;
  };

  const attempt = async (input: Input): Promise<Outcome<Value> | undefined> => {
    const outcome = await send(input);
    if (outcome.ok || outcome.problem.code !== 'step-up-required') return outcome;
    return (await askForStepUp(outcome.problem.contacts ?? [])) ? send(input) : undefined;
  };

  const run = async (input: Input): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setProblem(undefined);
    const turn = sessionTurn();
    try {
      const outcome = await attempt(input);
      if (turn !== sessionTurn()) return;
      if (outcome?.ok === true) {
        const isLeft = !isHere.current;
        await done(outcome.value, input);
        if (isLeft) loadAnew();
      } else setProblem(outcome?.problem);
    } finally {
      // Only now: what follows may show that there is nothing left to press.
      running.current = false;
      setBusy(false);
    }
  };

  return { busy, problem, run, forget: () => setProblem(undefined) };
}
