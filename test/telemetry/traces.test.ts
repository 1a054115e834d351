import { beforeAll, describe, expect, it } from 'vitest';
import { readFile } from 'node:fs/promises';
import { counters, durations } from '../../src/adapters/telemetry/instruments.js';
import { Holder, wrong } from '../support/holder.js';
import { factsOf, type OtlpReceiver, type ReceivedSpan } from '../support/otlp-receiver.js';
import { recordedRun } from '../support/recorded-run.js';
import type { LocalHost } from '../support/start-host.js';

const EMAIL = 'ada.lovelace@example.org';
const PHONE = '+4915123456789';

let receiver: OtlpReceiver;
let holder: Holder;
let codes: readonly string[];
let contactIds: readonly string[];
let spans: readonly ReceivedSpan[];
/** Of the whole run. */
let logs: string;

beforeAll(async () => {
  ({ logs, receiver } = await recordedRun(thirtyDays));
  spans = receiver.spans();
});

async function thirtyDays(host: LocalHost): Promise<void> {
  holder = await Holder.signedUp(host);
  const emailId = await holder.addEmail(EMAIL);
  const phoneId = await holder.addPhone(PHONE, 'DE', 'sms');
  await host.advance('PT31S');
  const challenge = await holder.post('/api/challenges', { contactId: phoneId, purpose: 'step-up' });
  await holder.verify(challenge.body.id, wrong(await holder.code(PHONE)));
  await holder.stepUp(emailId, EMAIL);
  await host.provider('sms', 'down');
  await host.advance('PT31S');
  await holder.post(`/api/challenges/${challenge.body.id}/resend`, {});
  await host.provider('sms', 'ok');
  await holder.removeAll();
  await holder.noticesSettled(EMAIL);
  await host.advance('P30D');
  contactIds = [emailId, phoneId];
  codes = (await host.outbox()).flatMap(({ text }) => /\b\d{6}\b/.exec(text) ?? []);
}

const named = (name: string): readonly ReceivedSpan[] => spans.filter((span) => span.name === name);

function first(name: string): ReceivedSpan {
  const [span] = named(name);
  if (span === undefined) throw new Error(`no span ${name} in ${names().join('; ')}`);
  return span;
}

function names(): readonly string[] {
  return [...new Set(spans.map(({ name }) => name))].sort();
}

/** Names of a span and all above it, from itself up. */
function upwards(span: ReceivedSpan): readonly string[] {
  const above = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return [span.name, ...(above === undefined ? [] : upwards(above))];
}

const REMOVAL = 'DELETE /api/security-info';

describe('traces of thirty days', () => {
  it('a request, its command, storage and the provider are one trace', () => {
    const request = first('POST /api/security-info');
    expect(factsOf(request)).toContain('http.response.status_code=201');
    expect(upwards(first('send email'))).toEqual([
      'send email',
      'command addContact',
      'POST /api/security-info',
    ]);
    const within = spans.filter(({ traceId }) => traceId === request.traceId);
    expect(within.map((span) => span.name)).toContain('POST Accounts');
    const commit = within.find((span) => upwards(span).join().startsWith('POST Accounts,command addContact'));
    expect(commit && factsOf(commit)).toContain('db.collection.name=Accounts');
  });

  it('a request starts a flow within its trace, and every part of the flow links to it', () => {
    const start = first('start protectionWindow');
    expect(upwards(start)).toEqual(['start protectionWindow', 'command removeAllContacts', REMOVAL]);
    const parts = [
      ...named('orchestration protectionWindow'),
      ...named('activity readProtectionWindow'),
      ...named('activity closeProtectionWindow'),
      ...named('activity eraseRetiredContacts'),
    ];
    expect(new Set(parts.map(({ name }) => name)).size).toBe(4);
    for (const { links = [], name, traceId } of parts) {
      expect(links, name).toMatchObject([{ traceId: start.traceId, spanId: start.spanId }]);
      expect(traceId).not.toBe(start.traceId);
    }
    const told = named('activity sendNotice').filter(({ links }) => links?.[0]?.spanId === start.spanId);
    // Two contacts hear of the start, two reminders, and the end.
    expect(told.length).toBeGreaterThanOrEqual(8);
    expect(named('send email').map(upwards)).toContainEqual(['send email', 'activity sendNotice']);
  });

  it('what failed says so, and why', () => {
    const failed = spans.filter(({ name, status }) => name === 'send sms' && status?.code === 2);
    expect(failed.map(factsOf)).toEqual([
      'calling_code=+49,delivery=sms,error.type=Unavailable,http.response.status_code=503,outcome=unavailable,template=security-code',
    ]);
    const wrongCode = named('POST /api/challenges/{challengeId}/verify').map(factsOf);
    expect(wrongCode.some((facts) => facts.includes('refusal=wrong-code'))).toBe(true);
  });
});

describe('metrics of thirty days', () => {
  it('codes by channel and calling code', () => {
    expect(receiver.metric('security_info.codes.sent')).toEqual({
      'delivery=email': 2,
      'calling_code=+49,delivery=sms': 2,
    });
    expect(receiver.metric('security_info.codes.verified')).toEqual({
      'delivery=email': 2,
      'calling_code=+49,delivery=sms': 1,
    });
    expect(receiver.metric('security_info.codes.failed')).toEqual({
      'calling_code=+49,delivery=sms,reason=wrong-code': 1,
    });
    expect(receiver.metric('security_info.codes.not_sent')).toEqual({
      'calling_code=+49,delivery=sms,reason=unavailable': 1,
    });
  });

  it('windows, and how long others take', () => {
    expect(receiver.metric('security_info.windows')).toEqual({
      'change=opened,reason=all-removed': 1,
      'change=closed': 1,
    });
    expect(receiver.metric('security_info.account_events')).toMatchObject({
      'kind=account-created': 1,
      'kind=contact-added': 2,
    });
    const provider = receiver.metric('security_info.provider.duration');
    expect(provider['delivery=email,outcome=accepted']).toBeGreaterThan(5);
    expect(provider['delivery=sms,outcome=unavailable']).toBe(1);
    const requests = receiver.metric('http.server.request.duration');
    expect(Object.keys(requests).join()).toContain('http.route=/api/security-info');
    expect(Object.keys(receiver.metric('security_info.storage.duration')).join()).toContain('table=Accounts');
  });
});

describe('PRV-2 nothing of a person', () => {
  it('is in any span, metric or log line', () => {
    expect(spans.length).toBeGreaterThan(100);
    expect(codes.length).toBeGreaterThan(3);
    const secrets = [
      ...[EMAIL, 'ada.lovelace', PHONE, PHONE.slice(3), holder.signInName, holder.accountId, holder.token],
      ...contactIds,
    ];
    const exported = receiver.bodies.join('\n');
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(8);
      for (const form of [secret, encodeURIComponent(secret)]) {
        expect(exported.includes(form), `${form} was exported`).toBe(false);
        expect(logs.includes(form), `${form} was logged`).toBe(false);
      }
    }
    const values = receiver.attributes().map(({ value }) => Object.values(value)[0]);
    for (const code of codes) expect(values.map(String).join('\n')).not.toMatch(new RegExp(`\\b${code}\\b`));
  });

  it('only these attributes there are, and docs/telemetry.md has each', async () => {
    const keys = [...new Set(receiver.attributes().map(({ key }) => key))].sort();
    const text = await readFile('docs/telemetry.md', 'utf8');
    for (const key of keys) expect(text).toContain(`\`${key}\``);
    expect(keys).toEqual([
      'activity',
      'calling_code',
      'change',
      'db.collection.name',
      'db.system.name',
      'delivery',
      'error.type',
      'faas.invocation_id',
      'faas.name',
      'http.request.method',
      'http.response.status_code',
      'http.route',
      'kind',
      'method',
      'outcome',
      'reason',
      'refusal',
      'result',
      'status',
      'table',
      'template',
      'workflow',
    ]);
  });
});

it('every metric has its line in docs/telemetry.md', async () => {
  const text = await readFile('docs/telemetry.md', 'utf8');
  for (const name of Object.keys({ ...counters, ...durations })) expect(text).toContain(`\`${name}\``);
});
