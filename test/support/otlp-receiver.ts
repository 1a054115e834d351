import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

interface KeyValue {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** A span as OTLP's JSON has it, as far as tests read it. */
export interface ReceivedSpan {
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: readonly KeyValue[];
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly status?: { readonly code?: number };
}

interface Point {
  readonly attributes: readonly KeyValue[];
  readonly asInt?: number | string;
  readonly asDouble?: number;
  readonly count?: number | string;
}

interface ReceivedMetric {
  readonly name: string;
  readonly sum?: { readonly dataPoints: readonly Point[] };
  readonly histogram?: { readonly dataPoints: readonly Point[] };
}

interface Posted {
  readonly resourceSpans?: readonly { readonly scopeSpans: readonly { readonly spans: ReceivedSpan[] }[] }[];
  readonly resourceMetrics?: readonly {
    readonly scopeMetrics: readonly { readonly metrics: ReceivedMetric[] }[];
  }[];
}

/** An OpenTelemetry collector, as far as tests need one: takes OTLP/HTTP as JSON and keeps it. */
export class OtlpReceiver implements AsyncDisposable {
  readonly bodies: string[] = [];
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.bodies.push(Buffer.concat(chunks).toString());
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  static async listening(): Promise<OtlpReceiver> {
    const receiver = new OtlpReceiver();
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  spans(): readonly ReceivedSpan[] {
    return this.#posted().flatMap(({ resourceSpans = [] }) =>
      resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
    );
  }

  /** What a counter stands at, or how often a duration was measured, by its attributes: `delivery=email,reason=refused`. */
  metric(name: string): Readonly<Record<string, number>> {
    // They are sums from the start: the last report has them all.
    const last = this.#metrics()
      .filter((one) => one.name === name)
      .at(-1);
    return Object.fromEntries(
      (last === undefined ? [] : pointsOf(last)).map((point) => [
        factsOf(point),
        Number(point.asInt ?? point.asDouble ?? point.count),
      ]),
    );
  }

  metricNames(): readonly string[] {
    return [...new Set(this.#metrics().map(({ name }) => name))].sort();
  }

  /** Of all spans and all metrics. */
  attributes(): readonly KeyValue[] {
    return [...this.spans(), ...this.#metrics().flatMap(pointsOf)].flatMap(({ attributes }) => attributes);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #metrics(): readonly ReceivedMetric[] {
    return this.#posted().flatMap(({ resourceMetrics = [] }) =>
      resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics)),
    );
  }

  #posted(): readonly Posted[] {
    return this.bodies.map((body) => JSON.parse(body) as Posted);
  }
}

function pointsOf({ histogram, sum }: ReceivedMetric): readonly Point[] {
  return [...(sum?.dataPoints ?? []), ...(histogram?.dataPoints ?? [])];
}

/** In order of their names. */
export function factsOf({ attributes }: Pick<ReceivedSpan, 'attributes'>): string {
  const facts = attributes.map(({ key, value }) => `${key}=${String(Object.values(value)[0])}`);
  return facts.sort().join(',');
}
