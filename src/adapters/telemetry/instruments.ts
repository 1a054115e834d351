import type { CounterName, DurationName } from '../../ports/telemetry.js';

/** Every counter there is, in the words that a backend shows; docs/telemetry.md has the same table with attributes. */
export const counters: Readonly<Record<CounterName, string>> = {
  'security_info.codes.sent': 'Security codes that the provider took',
  'security_info.codes.not_sent': 'Security codes that the provider refused or could not take',
  'security_info.codes.verified': 'Security codes typed back right',
  'security_info.codes.failed': 'Security codes typed back that were not taken',
  'security_info.notices.sent': 'Notices that the provider took',
  'security_info.notices.not_sent': 'Notices that the provider refused or could not take',
  'security_info.deliveries': 'Messages that the provider had taken, by what it reports became of them',
  'security_info.windows': 'Protection windows opened, cancelled and closed',
  'security_info.deadlines': 'Confirmation deadlines set, put off, met and missed',
  'security_info.account_events': 'Everything that happened to accounts, by kind',
  'security_info.operator_events': 'What operators should look at, by name',
  'security_info.sweeps.entries': 'Due entries that the sweeper found',
};

export const durations: Readonly<Record<DurationName, string>> = {
  'http.server.request.duration': 'Time to answer a request',
  'security_info.provider.duration': 'Time the message provider takes',
  'security_info.storage.duration': 'Time a request to table storage takes',
  'security_info.activity.duration': 'Time an activity of a durable flow takes',
};

/** Seconds, as OpenTelemetry's conventions for requests have them. */
export const DURATION_BUCKETS: readonly number[] = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
];
