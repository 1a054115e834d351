import { Flows } from './flows.mjs';
import { startHost } from './host.mjs';
import { recorder } from './storage-recorder.mjs';

/** The id of the flow that was written down, to be replaced by others. */
export const RECORDED = 'recorded';

/**
 * Has a host do something once and writes down what it asks of its storage meanwhile.
 *
 * @param prepare before that, on the same host
 */
export async function requestsOf({ data, storage, prepare, work }) {
  const tape = await recorder(storage);
  const host = await startHost({ data, storage: tape.storage });
  try {
    const flows = new Flows(host.url);
    await prepare?.(flows);
    return await tape.during(() => work(flows));
  } finally {
    await host.stop();
    await tape.close();
  }
}

/** What the start of a host asks of its storage. */
export async function requestsOfStart({ data, storage }) {
  const tape = await recorder(storage);
  try {
    return await tape.during(async () => {
      const host = await startHost({ data, storage: tape.storage });
      await host.kill();
    });
  } finally {
    await tape.close();
  }
}

/** From its start to its end, on a host that is warm. */
export function requestsOfFlow({ data, storage, name, input }) {
  const play = async (flows, id) => {
    await flows.start(name, id, input);
    await flows.quiet();
  };
  return requestsOf({
    ...{ data, storage },
    prepare: (flows) => play(flows, 'first'),
    work: (flows) => play(flows, RECORDED),
  });
}

/** An instance that waits for one timer, on a host that is gone again. */
export async function waitingInstance({ data, storage, id, until }) {
  const host = await startHost({ data, storage });
  const flows = new Flows(host.url);
  await flows.start('wait', id, until);
  await flows.quiet();
  await host.kill();
}
