/** What operators may know of a piece of work (PRV-2): no address, code, token, or id of an account or contact. */
export type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

export type CounterName =
  | 'security_info.codes.sent'
  | 'security_info.codes.not_sent'
  | 'security_info.codes.verified'
  | 'security_info.codes.failed'
  | 'security_info.notices.sent'
  | 'security_info.notices.not_sent'
  | 'security_info.deliveries'
  | 'security_info.windows'
  | 'security_info.deadlines'
  | 'security_info.account_events'
  | 'security_info.operator_events'
  | 'security_info.sweeps.entries';

/** Durations, in seconds. */
export type DurationName =
  | 'http.server.request.duration'
  | 'security_info.provider.duration'
  | 'security_info.storage.duration'
  | 'security_info.activity.duration';

export interface SpanStart {
  readonly kind?: 'server' | 'client' | 'producer' | 'consumer';
  readonly facts?: Facts;
  /** W3C `traceparent` of what this is a part of; without it, or where it says nothing, the span at hand is the parent. */
  readonly parent?: string | undefined;
  /** W3C `traceparent` of what this follows from, in another trace: ours or, of a request, its caller's. */
  readonly link?: string | undefined;
}

export interface Span {
  add(facts: Facts): void;
  /** It went wrong, without an exception. */
  fail(): void;
}

/** Tells those who run the service what it does and how long that takes. Never fails, and costs next to nothing when nobody listens. */
export interface Telemetry {
  /** Runs a piece of work within a span of its own. What it throws is told by its name only, and goes on. */
  span<T>(name: string, start: SpanStart, work: (span: Span) => Promise<T>): Promise<T>;
  count(name: CounterName, facts?: Facts, times?: number): void;
  record(name: DurationName, seconds: number, facts?: Facts): void;
  /** W3C `traceparent` of the span at hand, to be kept and linked to later; it says whether that is recorded. Undefined where nobody listens. */
  traceparent(): string | undefined;
}

const NOBODYS_SPAN: Span = { add: () => undefined, fail: () => undefined };

/** Where nobody listens. */
export const noTelemetry: Telemetry = {
  span: (_name, _start, work) => work(NOBODYS_SPAN),
  count: () => undefined,
  record: () => undefined,
  traceparent: () => undefined,
};
