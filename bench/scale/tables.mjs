import { flowOf, azureStorageOf, operations, requestsOf } from './counts.mjs';
import { costOf, loadOf, perAccount } from './model.mjs';
import { COUNTRIES, PRICES } from './prices.mjs';
import { A_MONTH, ASSUMED, FLOWS_A_MONTH } from './usage.mjs';

const MILLION = 1_000_000;
const SIZES = [1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

/** Every table of the document, in its order. */
export function tables() {
  return {
    operations: operationsTable(),
    flows: flowsTable(),
    prices: pricesTable(),
    'a million accounts': millionTable(),
    countries: countriesTable(),
    load: loadTable(),
    limits: limitsTable(),
  };
}

function operationsTable() {
  const rows = Object.keys(A_MONTH).map((name) => [
    `\`${name}\``,
    Object.entries(operations[name])
      .map(([table, count]) => `${table} ${count}`)
      .join(', '),
    String(requestsOf(name)),
    amount(A_MONTH[name]),
  ]);
  return table(['operation', 'requests to storage', 'together', 'times a month'], rows);
}

function flowsTable() {
  const rows = Object.keys(FLOWS_A_MONTH).map((name) => {
    const flow = flowOf(name);
    const { queues, tables: onTables } = azureStorageOf(flow);
    return [
      `\`${name}\``,
      ...[flow.turns, flow.activities, flow.actions, onTables, queues].map(String),
      `${(flow.bytes / 1000).toFixed(1)} kB`,
      amount(FLOWS_A_MONTH[name]),
    ];
  });
  const head = [
    'flow',
    'turns',
    'activities',
    'actions',
    'on tables',
    'on queues',
    'history',
    'times a month',
  ];
  return table(head, rows);
}

function pricesTable() {
  const source = ({ from, read }) => (from === undefined ? '**assumption**' : `[page of ${read}](${from})`);
  const rows = Object.values(PRICES).map((price) => [price.what, `$${price.usd}`, source(price)]);
  return table(['what', 'price', 'where from'], rows);
}

function millionTable() {
  const { executions, gbSeconds, parts, sent } = costOf(MILLION);
  const month = (each) => big(each * MILLION);
  const rows = [
    ['transactions on the data tables', month(perAccount.data), usd(parts.tables)],
    ['transactions on tables of the durable history', month(perAccount.durableTables), 'with the former'],
    ['transactions on queues', month(perAccount.durableQueues), usd(parts.queues)],
    ['kept in tables', bytes(perAccount.bytes * MILLION), usd(parts.kept)],
    ['GB-seconds of functions', big(gbSeconds), usd(parts.memory)],
    ['executions of functions', big(executions), usd(parts.executions)],
    ['**all of Azure but messages**', '', `**${usd(withoutMessages(parts))}**`],
    ['codes and notices by email', big(sent * ASSUMED.shares.email), usd(parts.emails)],
    ['by text, to the United States', big(sent * ASSUMED.shares.text), usd(parts.texts)],
    ['by call, to the United States', big(sent * ASSUMED.shares.call), usd(parts.calls)],
    ['**all**', '', `**${usd(total(parts))}**`],
  ];
  return table(['what', 'a month', 'price'], rows);
}

function countriesTable() {
  const rows = COUNTRIES.map((one) => {
    const { parts } = costOf(MILLION, one);
    const sources = one.sources.map(({ from, read }) => `[${read}](${from})`).join(', ');
    return [one.country, `$${one.text}`, `$${one.call}`, usd(parts.texts), usd(parts.calls), sources];
  });
  const head = ['country', 'a text', 'a minute', 'texts a month', 'calls a month', 'pages of'];
  return table(head, rows);
}

function loadTable() {
  const rows = SIZES.map((accounts) => {
    const load = loadOf(accounts);
    const { parts } = costOf(accounts);
    return [
      big(accounts),
      big(load.httpCalls),
      big(load.requests),
      big(load.durable),
      bytes(load.bytes),
      big(load.instances),
      usd(withoutMessages(parts)),
      usd(total(parts)),
    ];
  });
  const head = [
    ...['accounts', 'calls/s', 'data requests/s', 'durable requests/s', 'kept', 'instances'],
    ...['a month without messages', 'with them'],
  ];
  return table(head, rows);
}

function limitsTable() {
  const rows = SIZES.map((accounts) => {
    const load = loadOf(accounts);
    return [
      big(accounts),
      ...[load.dataAccounts, load.durableAccounts, load.controlQueues, load.schedulerUnits].map(big),
      `${big(load.limitPartition)} → ${load.limitShards}`,
      `${big(load.duePartition)} → ${load.dueShards}`,
      big(load.dueRowsAShard),
      `${duration(load.sweepSeconds)} → ${big(load.sweeps)}`,
    ];
  });
  const head = [
    ...['accounts', 'data accounts', 'durable accounts', 'control queues', 'scheduler units'],
    ...['entities/s a shard of limits', 'of the due index', 'due rows a shard and day', 'a day’s sweeping'],
  ];
  return table(head, rows);
}

const total = (parts) => Object.values(parts).reduce((sum, part) => sum + part, 0);

function withoutMessages({ calls: _c, emails: _e, texts: _t, ...others }) {
  return total(others);
}

function amount(count) {
  return String(Number(count.toPrecision(3)));
}

/** Three digits say all that such a figure can. */
function big(count) {
  if (count >= 100) return Math.round(Number(count.toPrecision(3))).toLocaleString('en-US');
  return amount(count);
}

const usd = (price) => (price < 100 ? `$${price.toFixed(2)}` : `$${big(price)}`);

function bytes(count) {
  const at = Math.min(4, Math.floor(Math.log10(count) / 3));
  return `${amount(count / 1000 ** at)} ${['B', 'kB', 'MB', 'GB', 'TB'][at]}`;
}

function duration(seconds) {
  if (seconds < 120) return `${amount(seconds)} s`;
  return seconds < 7_200 ? `${amount(seconds / 60)} min` : `${amount(seconds / 3_600)} h`;
}

function table(head, rows) {
  const all = [head, ...rows];
  const widths = head.map((_, n) => Math.max(3, ...all.map((row) => row[n].length)));
  const line = (cells) => `| ${cells.map((cell, n) => cell.padEnd(widths[n])).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
