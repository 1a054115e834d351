import {
  azureStorageOf,
  controlQueues,
  flowOf,
  operations,
  REMEMBERED,
  requestsOf,
  shards,
  stored,
  sweep,
} from './counts.mjs';
import { COUNTRIES, GRANTS, PRICES } from './prices.mjs';
import { A_MONTH, ASSUMED, FLOWS_A_MONTH, HEADROOM, LIMITS } from './usage.mjs';

const DAYS = 30;
const MONTH_SECONDS = DAYS * 86_400;
/** An activity reads its account, and commits at most once. */
const REQUESTS_AN_ACTIVITY = 2;
/** forget-activity: load, look for entries that were due and for events that are, delete, note the next, commit, settle. */
const REQUESTS_OF_CHORE = 7;
/** sweep-due of a flow that did its part: load, settle. */
const REQUESTS_OF_ENTRY = 2;

const sum = (of, each) => Object.entries(of).reduce((total, [name, count]) => total + each(name, count), 0);

/** All counts of one account in a month. */
export const perAccount = (() => {
  const loads = (name) => (REMEMBERED.includes(name) ? 1 - ASSUMED.remembered : 0);
  const requests = sum(A_MONTH, (name, times) => times * (requestsOf(name) + loads(name)));
  const flows = (each) => sum(FLOWS_A_MONTH, (name, times) => times * each(flowOf(name)));
  const codes = A_MONTH.addContact + A_MONTH.createChallenge + A_MONTH.askRecoveryCode;
  // The recovery's code is sent by its flow: it is a code, not a notice.
  const notices = flows(({ notices: sent }) => sent) - FLOWS_A_MONTH.recoveryCode;
  const entries =
    sum(A_MONTH, (name, times) => times * (operations[name].DueIndex ?? 0)) - A_MONTH.createAccount;
  const due = { chores: ASSUMED.activeDays, entries };
  const sweeping = due.chores * REQUESTS_OF_CHORE + due.entries * REQUESTS_OF_ENTRY;
  const activities = flows(({ activities: count }) => count);
  return {
    ...{ codes, notices, due, activities },
    httpCalls: sum(A_MONTH, (_, times) => times),
    flowSteps: activities + flows(({ turns }) => turns),
    data: requests + activities * REQUESTS_AN_ACTIVITY + sweeping,
    durableTables: flows((flow) => azureStorageOf(flow).tables),
    durableQueues: flows((flow) => azureStorageOf(flow).queues),
    controlMessages: flows(({ controlMessages }) => controlMessages),
    actions: flows(({ actions }) => actions),
    limitEntities: sum(A_MONTH, (name, times) => times * (operations[name].Limits ?? 0)) * 1.5,
    dueWrites: sum(A_MONTH, (name, times) => times * (operations[name].DueIndex ?? 0)) + due.chores,
    bytes: stored.bytes,
    // Beside each other: what storage takes is shared out, what the one process takes is not.
    sweepSeconds:
      sweeping *
      Math.max(
        ASSUMED.storageSeconds / sweep.atOnce,
        ASSUMED.cpuSecondsOfSweepRequest / ASSUMED.coresAnInstance,
      ),
    cpuHttp:
      sum(A_MONTH, (_, times) => times) * ASSUMED.cpuSecondsARequest +
      (A_MONTH.signIn + A_MONTH.createAccount + A_MONTH.resetPassword) * ASSUMED.cpuSecondsAPassword,
    cpuFlows: (activities + flows(({ turns }) => turns)) * ASSUMED.cpuSecondsOfFlowStep,
  };
})();

/** Seconds of instances that are at work: few requests keep one up for a second each, many fill as many as they need. */
function instanceSeconds(calls, cpuSeconds) {
  const filled = cpuSeconds / (ASSUMED.coresAnInstance * ASSUMED.busy);
  const rate = calls / MONTH_SECONDS;
  return Math.max(MONTH_SECONDS * (1 - Math.exp(-rate)), filled);
}

/** @returns dollars a month, part by part */
export function costOf(accounts, country = COUNTRIES[0]) {
  const of = (count) => count * accounts;
  const { bytes, codes, data, durableQueues, durableTables, httpCalls, flowSteps, notices } = perAccount;
  const gbSeconds =
    ASSUMED.instanceGb *
    (instanceSeconds(of(httpCalls), of(perAccount.cpuHttp)) +
      instanceSeconds(of(flowSteps), of(perAccount.cpuFlows)) +
      of(perAccount.sweepSeconds));
  const executions = of(httpCalls + flowSteps);
  const sent = of(codes + notices);
  const { call, email, text } = ASSUMED.shares;
  const emailPrice = PRICES.email.usd + ASSUMED.emailMegabytes * PRICES.emailMegabyte.usd;
  const parts = {
    tables: (of(data + durableTables) / PRICES.tableTransactions.of) * PRICES.tableTransactions.usd,
    queues: (of(durableQueues) / PRICES.queueTransactions.of) * PRICES.queueTransactions.usd,
    kept: (of(bytes) / 1e9) * PRICES.tableGbMonth.usd,
    memory: Math.max(0, gbSeconds - GRANTS.gbSeconds) * PRICES.functionsGbSecond.usd,
    executions:
      (Math.max(0, executions - GRANTS.executions) / PRICES.functionsExecutions.of) *
      PRICES.functionsExecutions.usd,
    emails: sent * email * emailPrice,
    texts: sent * text * country.text,
    calls: sent * call * ASSUMED.callMinutes * country.call,
  };
  return { gbSeconds, executions, sent, parts };
}

/** The busiest second, and what of Azure it takes. */
export function loadOf(accounts) {
  const second = (aMonth) => ((aMonth * accounts) / MONTH_SECONDS) * ASSUMED.peak;
  const needed = (load, { at }) => Math.max(1, Math.ceil(load / (at * HEADROOM)));
  const requests = second(perAccount.data);
  const durable = second(perAccount.durableTables + perAccount.durableQueues);
  const messages = second(perAccount.controlMessages);
  const perDay = (aMonth) => (aMonth * accounts) / DAYS;
  const due = perAccount.due.chores + perAccount.due.entries;
  return {
    ...{ requests, durable, messages, bytes: perAccount.bytes * accounts },
    httpCalls: second(perAccount.httpCalls),
    dataAccounts: needed(requests, LIMITS.accountRequests),
    durableAccounts: needed(durable, LIMITS.accountRequests),
    limitPartition: second(perAccount.limitEntities) / shards.limits,
    limitShards: Math.max(shards.limits, needed(second(perAccount.limitEntities), LIMITS.partitionEntities)),
    duePartition: second(perAccount.dueWrites) / shards.dueIndex,
    dueShards: Math.max(shards.dueIndex, needed(second(perAccount.dueWrites), LIMITS.partitionEntities)),
    dueRowsAShard: perDay(due) / shards.dueIndex,
    controlQueues: Math.max(controlQueues, needed(messages, LIMITS.queueMessages)),
    schedulerUnits: needed(second(perAccount.actions), LIMITS.schedulerActions),
    instances: Math.ceil(
      second(perAccount.cpuHttp + perAccount.cpuFlows) / (ASSUMED.coresAnInstance * ASSUMED.busy),
    ),
    sweepSeconds: perDay(perAccount.sweepSeconds),
    sweeps: Math.ceil(perDay(perAccount.sweepSeconds) / sweep.longestSeconds),
  };
}
