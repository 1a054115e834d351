import { tagOf } from '../../dist-local/durable-host/hub-keys.js';
import { inParallel } from './in-parallel.mjs';
import { costOf } from './process-usage.mjs';
import { rawTables, tableNames } from './storage.mjs';

/**
 * The floor: what the host asked of its storage, asked again by the plain table client with nothing around it, for
 * other instances, in tables of its own. Same number, kinds and sizes of requests, same emulator, same run.
 */
export class Floor {
  #tableOf = rawTables('');
  #spread = 1;
  #own;
  #pids;

  /** @param own false to work in the host's own tables, on rows that are there */
  static async over({ storage, storagePid, own = true }) {
    const floor = new Floor();
    const hub = await tableNames(storage);
    floor.#own = own;
    floor.#pids = [storagePid, process.pid];
    floor.#tableOf = rawTables(storage);
    floor.#spread = hub.filter((name) => SPREAD.test(name)).length;
    if (own) await Promise.all(hub.map((name) => floor.#tableOf(`Raw${name}`).createTable()));
    return floor;
  }

  /**
   * @param scripts for each flow its operations, done in their order
   * @param outcomesAtOnce when set, single rows (the outcomes of activities) are written so many side by side
   * @returns what it cost, in seconds of the clock and of CPU, of the storage and of this process
   */
  play(scripts, { flowsAtOnce, outcomesAtOnce }) {
    const one =
      outcomesAtOnce === undefined
        ? (script) => this.#inOrder(script)
        : (script) => this.#inTwoLanes(script, outcomesAtOnce);
    return costOf(this.#pids, () => inParallel(scripts.length, flowsAtOnce, (n) => one(scripts[n])));
  }

  /** The same for flows whose requests are in stages: those of one stage side by side, as the app makes them. */
  playStaged(scripts, { flowsAtOnce }) {
    return costOf(this.#pids, () =>
      inParallel(scripts.length, flowsAtOnce, async (n) => {
        for (const stage of scripts[n]) await Promise.all(stage.map((operation) => this.#do(operation)));
      }),
    );
  }

  async #inOrder(script) {
    for (const operation of script) await this.#do(operation);
  }

  /** Turns in order, outcomes beside them; a turn waits for the outcomes that it takes in. */
  async #inTwoLanes(script, outcomesAtOnce) {
    const first = script.findIndex(isOutcome);
    if (first < 0) return this.#inOrder(script);
    const outcomes = script.filter(isOutcome);
    const written = new Map(outcomes.map(({ action: [, row] }) => [row.rowKey, signal()]));
    await this.#inOrder(script.slice(0, first));
    const beside = inParallel(outcomes.length, outcomesAtOnce, async (n) => {
      await this.#do(outcomes[n]);
      written.get(outcomes[n].action[1].rowKey).give();
    });
    for (const turn of script.slice(first).filter((operation) => !isOutcome(operation))) {
      for (const [, { rowKey }] of turn.actions ?? []) await written.get(rowKey)?.given;
      await this.#do(turn);
    }
    await beside;
  }

  /** A recorded flow as the script of another instance, in the table of that number. */
  as(operations, from, to, tableNumber) {
    const text = JSON.stringify(operations).replaceAll(from, to).replaceAll(tagOf(from), tagOf(to));
    return JSON.parse(text).map((operation) => ({
      ...operation,
      table: this.#table(operation, tableNumber),
    }));
  }

  /** The hub is spread over tables that end in a number: so are the floor's. */
  #table({ table }, number) {
    const spread = table.replace(SPREAD, String(number % this.#spread).padStart(2, '0'));
    return this.#own ? `Raw${spread}` : spread;
  }

  async #do(operation) {
    const table = this.#tableOf(operation.table);
    switch (operation.kind) {
      case 'get':
        return table.getEntity(operation.partitionKey, operation.rowKey).catch(isExpected);
      case 'query':
        return drain(table, operation);
      case 'batch':
        return table.submitTransaction(operation.actions);
      case 'write':
        return write(table, operation.action);
    }
  }
}

/** A message row on its own: an activity's outcome that waits for its turn. */
function isOutcome({ kind, action }) {
  return kind === 'write' && action[0] === 'create' && action[1].rowKey.startsWith('in:');
}

/** The fewest requests that keep every step: turns alone, without what they read, note down and clear away. */
export function leastOf(operations) {
  return operations
    .filter((operation) => ['batch', 'write'].includes(operation.kind) && !isOutcome(operation))
    .map((one) => (one.kind === 'batch' ? { ...one, actions: one.actions.filter(keeps) } : one))
    .filter(({ kind, action, actions }) => (kind === 'batch' ? actions.length > 0 : keeps(action)));
}

const keeps = ([verb]) => verb !== 'delete';

const SPREAD = /\d\d$/;

function signal() {
  let give;
  const given = new Promise((resolve) => (give = resolve));
  return { give, given };
}

function isExpected(error) {
  if (error.statusCode !== 404) throw error;
}

async function drain(table, { filter, select }) {
  const queryOptions = { filter, ...(select === undefined ? {} : { select }) };
  for await (const page of table.listEntities({ queryOptions }).byPage()) void page;
}

function write(table, [verb, row, mode]) {
  if (verb === 'create') return table.createEntity(row);
  if (verb === 'delete') return table.deleteEntity(row.partitionKey, row.rowKey).catch(isExpected);
  return table.upsertEntity(row, mode);
}
