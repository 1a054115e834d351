import { readFileSync } from 'node:fs';

const HISTORIES = 'test/workflows/histories/0.3';
/** DurableTask's event types. */
const [STARTED, SCHEDULED, COMPLETED, FIRED, TURN, RAISED] = [0, 4, 5, 11, 12, 15];

/** Requests to storage of each operation, and what an account keeps: `test/scale` counts them anew. */
export const { operations, stored } = JSON.parse(readFileSync('bench/scale/operations.json', 'utf8'));

export const requestsOf = (operation) =>
  Object.values(operations[operation]).reduce((sum, count) => sum + count, 0);

/** Counted where the process had the account in mind: any other loads it first (docs/decisions/0026). */
export const REMEMBERED = [
  ...['createChallenge', 'addContact', 'verifyChallenge', 'removeContact', 'removeAllContacts'],
  ...['gateSignIn', 'deliveryReports', 'resetPassword'],
];

/** From the code, so that another number there is another number here. */
export const shards = {
  dueIndex: constantIn('src/adapters/tables/due-keys.ts', 'SHARDS'),
  limits: constantIn('src/adapters/tables/limit-table.ts', 'SHARDS'),
};

export const sweep = {
  atOnce: constantIn('src/commands/sweep-due.ts', 'AT_ONCE'),
  longestSeconds: 60 * constantIn('src/commands/sweep-due.ts', 'LONGEST_SWEEP'),
};

export const { partitionCount: controlQueues } = JSON.parse(readFileSync('host.json', 'utf8')).extensions
  .durableTask.storageProvider;

/** What a flow did from its start to its end, from the history that the replay tests keep. */
export function flowOf(name) {
  const { history } = JSON.parse(readFileSync(`${HISTORIES}/${name}-1.history.json`, 'utf8'));
  const count = (...types) => history.filter(({ EventType }) => types.includes(EventType)).length;
  const activities = count(SCHEDULED);
  return {
    ...{ activities, turns: count(TURN), bytes: JSON.stringify(history).length },
    notices: history.filter(({ EventType, Name }) => EventType === SCHEDULED && SENDS.test(Name)).length,
    /** On a control queue: the start, each outcome, each timer, each event. */
    controlMessages: count(STARTED, COMPLETED, FIRED, RAISED),
    /** As Durable Task Scheduler bills them: an activity is one to schedule it and one to take its result. */
    actions: count(STARTED, FIRED, RAISED) + 2 * activities,
  };
}

const SENDS = /^send/;

/**
 * On Azure Storage, from how that provider works: a turn reads its history, appends to it and updates the instance; a start
 * writes the instance, a purge reads, and deletes twice; a message is put, taken and deleted. Not measured.
 */
export function azureStorageOf({ activities, controlMessages, turns }) {
  return { tables: 3 * turns + 1 + 3, queues: 3 * (controlMessages + activities) };
}

/** The first number that a constant's text begins with: `16`, `[16, 64]`, `25 * MINUTE`. */
function constantIn(file, name) {
  const text = readFileSync(file, 'utf8');
  return Number(new RegExp(`const ${name}(?:: \\w+)? = \\[?(\\d+)`).exec(text)[1]);
}
