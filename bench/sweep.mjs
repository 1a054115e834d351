import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAddressVault } from '../dist/src/adapters/keys/address-vault.js';
import { generateKeyRing } from '../dist/src/adapters/keys/key-ring.js';
import { AccountTable } from '../dist/src/adapters/tables/account-table.js';
import { DueIndexTable } from '../dist/src/adapters/tables/due-index-table.js';
import { ErasureTable } from '../dist/src/adapters/tables/erasure-table.js';
import { countRoundTrips } from '../dist/src/adapters/tables/round-trips.js';
import { openTable } from '../dist/src/adapters/tables/table-service.js';
import { activityEntryAt } from '../dist/src/commands/activity-due.js';
import { sweepDue } from '../dist/src/commands/sweep-due.js';
import { newAccount } from '../dist/src/domain/new-account.js';
import { defaultPolicy as policy } from '../dist/src/domain/policy.js';
import { inParallel } from './support/in-parallel.mjs';
import { plain } from './support/figures.mjs';
import { counter, say } from './support/progress.mjs';
import { withStorage } from './support/storage.mjs';

/** The same number for each: the emulator grows slower with what a table holds. */
const ACCOUNTS = 500;
const AT_ONCE = 16;
const [HOUR_MS, DAY_MS] = [3_600_000, 86_400_000];
/** Between two days on which something happens, as bench/scale/usage.mjs has it: four a month. */
const QUIET_DAYS = 7.5;
/** What a request to storage takes in Azure, within the region. */
const AWAY_MS = 5;

/** A sweep of the due index: chores beside each other and one after the other, with storage at hand and 5 ms away. */
export function sweep({ scaled }) {
  return withStorage(async ({ storage }) => {
    const some = { count: scaled(ACCOUNTS), storage };
    const here = await swept({ ...some, name: 'Here' });
    const alone = await swept({ ...some, name: 'Alone', pages: single });
    const away = await swept({ ...some, name: 'Away', wait: AWAY_MS });
    const awayAlone = await swept({ ...some, name: 'AwayAlone', wait: AWAY_MS, pages: single });
    const rate = ({ count, seconds }) => `${(count / seconds).toFixed(1)}/s`;
    const faster = (one, other) => (one.count / one.seconds / (other.count / other.seconds)).toFixed(2);
    return [
      plain('storage requests of a chore', (here.requests / here.count).toFixed(1)),
      plain('CPU of it, without the storage’s', `${((here.cpu / here.count) * 1000).toFixed(2)} ms`),
      ['chores a second, beside one after the other', rate(here), rate(alone), faster(here, alone)],
      [`the same with storage ${AWAY_MS} ms away`, rate(away), rate(awayAlone), faster(away, awayAlone)],
    ];
  });
}

async function swept({ count, name, pages = (page) => [page], storage, wait }) {
  const now = Math.ceil(Date.now() / DAY_MS) * DAY_MS;
  const { slow, ...parts } = await place(storage, name);
  await seed(parts, count, now, name);
  if (wait !== undefined) slow(wait);
  say(`sweeping ${count} entries (${name})`);
  const dueIndex = {
    note: (entries) => parts.dueIndex.note(entries),
    settle: (found) => parts.dueIndex.settle(found),
    async *dueBy(until) {
      for await (const page of parts.dueIndex.dueBy(until)) yield* pages(page);
    },
  };
  const clock = { now: () => now + HOUR_MS };
  const [from, before] = [performance.now(), process.cpuUsage()];
  const { result, roundTrips } = await countRoundTrips(() =>
    sweepDue({ ...parts, dueIndex, clock, policy }, { resume: () => Promise.resolve(false) }),
  );
  const { system, user } = process.cpuUsage(before);
  const seconds = (performance.now() - from) / 1000;
  if (result.due !== count || result.failed > 0) throw new Error(`swept ${JSON.stringify(result)}`);
  const requests = Object.values(roundTrips).reduce((sum, one) => sum + one, 0);
  return { count, seconds, cpu: (system + user) / 1e6, requests };
}

/** One entry after the other: a page each. */
const single = (page) => page.map((entry) => [entry]);

async function place(storage, name) {
  const open = (table) => openTable({ connectionString: storage }, `${table}${name}`);
  const tables = await Promise.all(['Accounts', 'DueIndex', 'Erasures'].map(open));
  const [accounts, dueIndex, erasures] = tables;
  const sendRequest = (ms) => (request, next) => sleep(ms).then(() => next(request));
  return {
    accounts: new AccountTable(accounts, createAddressVault(await generateKeyRing())),
    dueIndex: new DueIndexTable(dueIndex),
    erasures: new ErasureTable(erasures),
    slow: (ms) =>
      tables.forEach(({ pipeline }) =>
        pipeline.addPolicy({ name: 'away', sendRequest: sendRequest(ms) }, { phase: 'Retry' }),
      ),
  };
}

/** Accounts of which something happened now and then for as long as activity is kept; the first of it has to go. */
async function seed({ accounts, dueIndex }, count, now, name) {
  const tick = counter(`accounts written (${name})`, count);
  const oldest = now - policy.activityKept;
  await inParallel(count, AT_ONCE, async () => {
    const id = randomUUID();
    const events = [];
    for (let at = oldest; at < now; at += QUIET_DAYS * DAY_MS)
      events.push({ id: randomUUID(), at, happened: { kind: 'signed-in' } });
    const account = { ...newAccount(id, 'en', oldest), activityDueAt: now };
    await accounts.create({ account, events });
    await dueIndex.note([activityEntryAt(id, now)]);
    tick();
  });
}
