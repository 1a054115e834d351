import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { Holder, wrong } from '../support/holder.js';
import type { OtlpReceiver, ReceivedSpan } from '../support/otlp-receiver.js';
import { recordedRun } from '../support/recorded-run.js';
import type { LocalHost } from '../support/start-host.js';

const EMAIL = 'documented@example.org';
const PHONE = '+4915123456780';
const KINDS = ['', 'internal', 'server', 'client', 'producer', 'consumer'];
/** Every span may have them; docs/telemetry.md has them below its table. */
const COMMON = ['faas.name', 'faas.invocation_id', 'error.type'];

let receiver: OtlpReceiver;
let text: string;
let spans: readonly ReceivedSpan[];
let lines: readonly Readonly<Record<string, unknown>>[];
/** Windows open by the log, when none, one, two, one (cancelled) and none (ended) are. */
const open: number[] = [];

beforeAll(async () => {
  text = await readFile('docs/telemetry.md', 'utf8');
  const run = await recordedRun(everything, {
    CONFIRMATION_AFTER_ABSENCE_DAYS: '7',
    CONFIRMATION_LASTS_DAYS: '30',
    PUMPING_PER_NETWORK: '5',
    PUMPING_PER_CALLING_CODE: '5',
  });
  receiver = run.receiver;
  lines = linesIn(run.logs);
  spans = receiver.spans();
});

function linesIn(logs: string): typeof lines {
  const found = logs.split('\n').flatMap((line) => /\{"event":.*\}$/.exec(line)?.[0] ?? []);
  return found.map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** As the workbook's query does it. */
async function countOpen(host: LocalHost): Promise<void> {
  const today = (await host.now()).toISOString().slice(0, 10);
  const of = (kind: string) =>
    linesIn(host.logs).filter((line) => line['kind'] === kind && (line['endsOn'] as string) >= today).length;
  open.push(of('protection-started') - of('protection-cancelled'));
}

async function everything(host: LocalHost): Promise<void> {
  const holder = await Holder.signedUp(host);
  const emailId = await holder.addEmail(EMAIL);
  const phoneId = await holder.addPhone(PHONE, 'DE', 'call');
  await host.advance('PT31S');
  for (const [contactId, address] of [
    [emailId, EMAIL],
    [phoneId, PHONE],
  ] as const) {
    const asked = await holder.post('/api/challenges', { contactId, purpose: 'step-up' });
    await holder.verify(asked.body.id, wrong(await holder.code(address)));
  }
  await messagesThatFail(host, holder, phoneId);
  await deadlines(host, holder, emailId);
  await windows(host, holder, emailId);
  await pumping(host);
  await host.advance('P2D');
}

async function messagesThatFail(host: LocalHost, holder: Holder, phoneId: string): Promise<void> {
  for (const mode of ['throttle', 'down', 'reject', 'undeliverable']) {
    await host.provider('sms', mode);
    await host.advance('PT1M');
    await holder.post('/api/challenges', { contactId: phoneId, purpose: 'step-up', delivery: 'sms' });
    await host.advance('PT10S');
  }
  await host.provider('sms', 'ok');
}

async function deadlines(host: LocalHost, holder: Holder, contactId: string): Promise<void> {
  for (const ending of ['met', 'missed']) {
    await host.advance('P31D');
    await holder.signIn();
    holder.token = (await holder.post('/api/confirmation/skip')).body.accessToken;
    if (ending === 'missed') await host.advance('P8D');
    await holder.signIn();
    const challenge = await holder.post('/api/challenges', { contactId, purpose: 'confirm' });
    holder.token = (await holder.verify(challenge.body.id, await holder.code(EMAIL))).body.accessToken;
  }
}

async function windows(host: LocalHost, holder: Holder, contactId: string): Promise<void> {
  const other = await Holder.signedUp(host);
  await other.addEmail('other-window@example.org');
  await countOpen(host);
  await other.removeAll();
  await countOpen(host);
  await holder.stepUp(contactId, EMAIL);
  // The contacts are told one after the other, in whichever order: the text is tried before the minute is over.
  await host.provider('sms', 'down');
  await holder.removeAll();
  await countOpen(host);
  await host.advance('PT1M');
  await host.provider('sms', 'ok');
  await host.advance('PT2M');
  const { token } = await holder.link(EMAIL, 'protection-started');
  expect((await holder.post('/api/protection/cancel', { token })).status).toBe(200);
  await countOpen(host);
  await host.advance('P31D');
  await countOpen(host);
}

/** Codes by text that nobody types, until the breaker closes. */
async function pumping(host: LocalHost): Promise<void> {
  for (let n = 0; n < 12; n += 1) {
    const pumper = await Holder.signedUp(host);
    await pumper.post('/api/security-info', {
      ...{ channel: 'phone', country: 'DE', delivery: 'sms', number: `+4915199${100000 + n}` },
    });
    await host.advance('PT11M');
  }
}

/** The cells of the table whose first heading is this. */
function table(heading: string): readonly (readonly string[])[] {
  const after = text.split(new RegExp(`^\\| ${heading} .*\\n.*\\n`, 'm'))[1] ?? '';
  const rows = after.slice(0, after.indexOf('\n\n')).split('\n');
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const quoted = (cell = ''): readonly string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
/** Names outside of parentheses; within are values of the name before. */
const names = (cell = ''): readonly string[] => quoted(cell.replace(/\([^)]*\)/g, ''));

/** Where a list of values is whole, what is told is in it. */
function valuesOf(cell: string): ReadonlyMap<string, readonly string[]> {
  const lists = [...cell.matchAll(/`([\w.]+)` \(([^)]*)\)/g)];
  return new Map(
    lists.filter(([, , list = '']) => !list.includes('…')).map(([, name = '', list]) => [name, quoted(list)]),
  );
}

/** `command addContact`, … stands for every command; a name alone for itself. */
function fitting(cell = ''): RegExp {
  const examples = quoted(cell);
  const forms = examples.map((example) => {
    if (!cell.includes('…')) return example;
    const [what = '', which = ''] = example.split(' ');
    return `${/^[A-Z]+$/.test(what) ? '[A-Z]+' : what} ${which.startsWith('/') ? '/\\S+' : '\\w+'}`;
  });
  return new RegExp(`^(?:${forms.join('|')})$`);
}

const keysOf = (found: readonly { readonly attributes: readonly { readonly key: string }[] }[]) => [
  ...new Set(found.flatMap(({ attributes }) => attributes.map(({ key }) => key))),
];

describe('docs/telemetry.md and the spans that come', () => {
  it('name the same', () => {
    const forms = table('span').map(([cell]) => fitting(cell));
    expect(forms.length).toBeGreaterThan(8);
    const unknown = spans.filter(({ name }) => !forms.some((form) => form.test(name)));
    expect([...new Set(unknown.map(({ name }) => name))]).toEqual([]);
  });

  it('have the same kinds and attributes, row by row', () => {
    for (const [cell = '', kind = '', , facts = ''] of table('span')) {
      const found = spans.filter(({ name }) => fitting(cell).test(name));
      expect(found.length, cell).toBeGreaterThan(0);
      expect([...new Set(found.map((span) => KINDS[span.kind]))], cell).toEqual([kind]);
      expect(
        keysOf(found)
          .filter((key) => !COMMON.includes(key))
          .sort(),
        cell,
      ).toEqual([...names(facts)].sort());
    }
  });

  it('agree on where a span has no parent, or one that is not ours', () => {
    const known = new Set(spans.map(({ spanId }) => spanId));
    for (const { kind, name, parentSpanId = '' } of spans) {
      if (KINDS[kind] === 'server') expect(parentSpanId, name).toBe('');
      else if (KINDS[kind] !== 'consumer') expect(known, name).toContain(parentSpanId);
    }
  });
});

describe('docs/telemetry.md and the metrics that come', () => {
  it('name the same', () => {
    expect(receiver.metricNames()).toEqual(
      table('metric')
        .flatMap(([cell]) => quoted(cell))
        .sort(),
    );
  });

  it('have the same attributes and no other values, row by row', () => {
    for (const [cell, , , facts = ''] of table('metric')) {
      const [name = ''] = quoted(cell);
      const same = facts.startsWith('the same')
        ? names(table('metric').find(([one]) => one === '`security_info.notices.sent`')?.[3])
        : [];
      const points = Object.keys(receiver.metric(name)).map(
        (point) => new Map(point.split(',').map((fact) => fact.split('=') as [string, string])),
      );
      const told = new Set(points.flatMap((point) => [...point.keys()]));
      expect([...told].sort(), name).toEqual([...same, ...names(facts)].sort());
      for (const [fact, values] of valuesOf(facts)) {
        const seen = points.flatMap((point) => point.get(fact) ?? []);
        expect(values, `${name} ${fact}`).toEqual(expect.arrayContaining(seen));
      }
    }
  });
});

it('CODE-7 what became of messages is counted by way, calling code and outcome', () => {
  const facts = Object.keys(receiver.metric('security_info.deliveries'));
  for (const expected of [
    'calling_code=+49,delivery=call,outcome=delivered',
    'calling_code=+49,delivery=sms,outcome=unreachable',
    'delivery=email,outcome=delivered',
  ])
    expect(facts).toContain(expected);
});

describe('docs/telemetry.md and the lines that are logged', () => {
  it('name the same, with the same facts', () => {
    const rows = table('`event`');
    expect([...new Set(lines.map((line) => line['event']))].sort()).toEqual(
      rows.flatMap(([cell]) => quoted(cell)).sort(),
    );
    for (const [cell, , facts] of rows) {
      const [event] = quoted(cell);
      const found = lines.filter((line) => line['event'] === event);
      const told = new Set(found.flatMap((line) => Object.keys(line)).filter((key) => key !== 'event'));
      // What is in parentheses is not always there.
      expect(quoted(facts), event).toEqual(expect.arrayContaining([...told]));
      expect([...told], event).toEqual(expect.arrayContaining([...names(facts)]));
    }
  });

  it('count the windows that are open', () => {
    expect(open).toEqual([0, 1, 2, 1, 0]);
  });
});
