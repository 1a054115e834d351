const DOCS = 'https://github.com/MicrosoftDocs/azure-docs/blob/main/articles';

/**
 * US dollars. `from` and `read` say where a price stands and what date that page bears. Without them it is an assumption:
 * no page that could be read states it, so put in what your own price sheet says.
 */
export const PRICES = {
  tableGbMonth: { usd: 0.045, what: 'a GB of table storage a month, one region (LRS)' },
  tableTransactions: { usd: 0.000_36, of: 10_000, what: '10,000 transactions on tables' },
  queueTransactions: { usd: 0.004, of: 10_000, what: '10,000 transactions on queues' },
  functionsGbSecond: {
    ...{ usd: 0.000_026, what: 'a GB-second of Flex Consumption, on demand' },
    ...{ from: 'https://modal.com/blog/azure-function-pricing-guide', read: '2025-05-22' },
  },
  functionsExecutions: { usd: 0.4, of: 1_000_000, what: 'a million executions of Flex Consumption' },
  email: {
    ...{ usd: 0.000_25, what: 'an email' },
    ...{ from: `${DOCS}/communication-services/concepts/email-pricing.md`, read: '2022-04-15' },
  },
  emailMegabyte: {
    ...{ usd: 0.000_12, what: 'a MB of email' },
    ...{ from: `${DOCS}/communication-services/concepts/email-pricing.md`, read: '2022-04-15' },
  },
};

const ALPHANUMERIC = {
  from: `${DOCS}/communication-services/concepts/includes/sms-alphanumeric-sender-id-pricing.md`,
  read: '2023-07-10',
};
const TOLL_FREE = {
  from: `${DOCS}/communication-services/concepts/includes/sms-tollfree-pricing.md`,
  read: '2021-11-30',
};
const TELEPHONY = { from: `${DOCS}/communication-services/concepts/pstn-pricing.md`, read: '2022-01-28' };

/** A text is one segment (CODE-6); a call costs by the minute, "starting at". Taxes and the rent of numbers come on top. */
export const COUNTRIES = [
  { country: 'United States', text: 0.0075 + 0.0025, call: 0.013, sources: [TOLL_FREE, TELEPHONY] },
  { country: 'United Kingdom', text: 0.04, call: 0.015, sources: [ALPHANUMERIC, TELEPHONY] },
  { country: 'Germany', text: 0.0895, call: 0.015, sources: [ALPHANUMERIC, TELEPHONY] },
  { country: 'France', text: 0.076, call: 0.016, sources: [ALPHANUMERIC, TELEPHONY] },
  { country: 'Spain', text: 0.0833, call: 0.165, sources: [ALPHANUMERIC, TELEPHONY] },
  { country: 'Portugal', text: 0.045, call: 0.013, sources: [ALPHANUMERIC, TELEPHONY] },
  { country: 'Sweden', text: 0.055, call: 0.016, sources: [ALPHANUMERIC, TELEPHONY] },
];

/** Free of charge every month on demand; an assumption, too. */
export const GRANTS = { gbSeconds: 100_000, executions: 250_000 };
