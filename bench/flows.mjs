import { addAndVerify } from './support/add-flow.mjs';
import { askAndVerify, HOW_TO_INSTALL, isInstalled, startBetterAuth } from './support/better-auth.mjs';
import { besideFloor, plain } from './support/figures.mjs';
import { Floor } from './support/floor.mjs';
import { scriptFor, stagesOf } from './support/flow-script.mjs';
import { startHost } from './support/host.mjs';
import { inParallel } from './support/in-parallel.mjs';
import { costOf } from './support/process-usage.mjs';
import { say } from './support/progress.mjs';
import { seededAccounts } from './support/seeded-accounts.mjs';
import { requestsOfAdding } from './support/requests-of-adding.mjs';
import { withStorage } from './support/storage.mjs';

const WARM_UP = 40;
const TURNS = 4;
const ROUNDS = [
  { atOnce: 1, flows: 200 },
  { atOnce: 16, flows: 800 },
  { atOnce: 64, flows: 800 },
];
/** One service sends more in a minute of this than the default lets it in an hour. */
const UNLIMITED = { EMAIL_CODES_AN_HOUR: '10000000', EMAIL_CODES_A_DAY: '100000000' };

/** An address added and proven: flows a second, beside the same requests to storage without us, and beside better-auth. */
export function flows({ scaled }) {
  return withStorage(async ({ data, storage, storagePid }) => {
    const { accountId, operations } = await requestsOfAdding({ data, storage });
    const stages = stagesOf(operations);
    const host = await startHost({ app: '.', data, storage, env: UNLIMITED });
    const other = isInstalled() ? await startBetterAuth(data) : undefined;
    if (other === undefined) say(HOW_TO_INSTALL);
    const floor = await Floor.over({ storage, storagePid });
    try {
      await fetch(`${host.url}/api/health`);
      await ours(host, await seededAccounts({ data, storage, count: WARM_UP }), 4);
      if (other !== undefined) await theirs(other, WARM_UP, 4);
      const rows = sizes(operations, stages);
      for (const { atOnce, flows: most } of ROUNDS) {
        const count = scaled(most);
        const accounts = await seededAccounts({ data, storage, count });
        const raw = await seededAccounts({ data, storage, count, table: 'RawAccounts' });
        const scripts = raw.map((one) => scriptFor(stages, accountId, one.accountId, 'Raw'));
        rows.push(
          ...figures({
            ...{ atOnce, count },
            ...(await inTurns(count, {
              here: (from, to) => costOf([host.pid], () => ours(host, accounts.slice(from, to), atOnce)),
              bare: (from, to) => floor.playStaged(scripts.slice(from, to), { flowsAtOnce: atOnce }),
              beside: other && ((from, to) => costOf([other.pid], () => theirs(other, to - from, atOnce))),
            })),
          }),
        );
      }
      return rows;
    } finally {
      await other?.stop();
      await host.stop();
    }
  });
}

/** Each a quarter at a time, one after the other: whatever else the machine does is shared by all. */
async function inTurns(count, works) {
  const costs = {};
  for (let turn = 0; turn < TURNS; turn += 1) {
    const [from, to] = [turn, turn + 1].map((n) => Math.round((count * n) / TURNS));
    for (const [name, work] of Object.entries(works)) {
      if (work === undefined) continue;
      const { cpu, seconds } = await work(from, to);
      const before = costs[name] ?? { cpu: 0, seconds: 0 };
      costs[name] = { cpu: before.cpu + cpu, seconds: before.seconds + seconds };
    }
  }
  return costs;
}

function ours({ url }, accounts, atOnce) {
  return inParallel(accounts.length, atOnce, (n) => addAndVerify(url, accounts[n]));
}

function theirs({ url }, count, atOnce) {
  return inParallel(count, atOnce, () => askAndVerify(url));
}

function sizes(operations, stages) {
  const bytes = (of) => `${(operations.reduce((sum, one) => sum + one[of], 0) / 1000).toFixed(1)} kB`;
  return [
    plain('storage requests of adding and proving an address', String(operations.length)),
    plain('those one after the other', String(stages.length)),
    plain('bytes of them, there and back', `${bytes('sent')}, ${bytes('got')}`),
  ];
}

function figures({ atOnce, bare, beside, count, here }) {
  const what = `${atOnce} at once`;
  const rate = (each) => `${(1 / each).toFixed(1)}/s`;
  const ms = (seconds) => `${(seconds * 1000).toFixed(2)} ms`;
  const [mine, floor] = [here.seconds / count, bare.seconds / count];
  const row = besideFloor(`addresses added and proven, ${what}`, { here: mine, floor, show: rate });
  const cpu = plain(`CPU of one without the storage's, ${what}`, ms(here.cpu / count));
  if (beside === undefined) return [row, cpu];
  // Of somebody else's, more is better: the ratio says how many times as many flows a second we do.
  const other = beside.seconds / count;
  return [
    row,
    [`the same beside better-auth's, ${what}`, rate(mine), rate(other), `${(other / mine).toFixed(2)} ×`],
    [cpu[0], cpu[1], ms(beside.cpu / count), (here.cpu / beside.cpu).toFixed(2)],
  ];
}
