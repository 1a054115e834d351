/** What one account does in a month, on average: assumptions, the first thing to replace by what the workbook shows. */
export const A_MONTH = {
  createAccount: 0.02,
  signIn: 4,
  gateSignIn: 4,
  gateOperation: 4,
  listSecurityInfo: 0.5,
  addContact: 0.04,
  /** Step-ups, codes after the password, confirmations. */
  createChallenge: 0.3,
  removeContact: 0.005,
  /** The last ones: each begins a window. */
  removeAllContacts: 0.000_5,
  startRecovery: 0.015,
  askRecoveryCode: 0.012,
  verifyRecovery: 0.01,
  resetPassword: 0.009,
  /** One right code for each that was asked for, and one wrong in ten. */
  verifyChallenge: 0.37,
  deliveryReports: 0.35,
};

/** Flows begun by one account in a month, each with a saved history of that kind. */
export const FLOWS_A_MONTH = {
  /** Of additions, new passwords and changes, told to whom they concern. */
  notice: 0.05,
  contactRemoval: 0.005,
  protectionWindow: 0.000_5,
  confirmationDeadline: 0.02,
  recoveryCode: 0.012,
  accountErasure: 0.002,
};

export const ASSUMED = {
  /** Of changes, that find the account in the process's mind: none, as where requests are spread over many instances. */
  remembered: 0,
  /** How codes and notices travel. */
  shares: { email: 0.7, text: 0.25, call: 0.05 },
  emailMegabytes: 0.02,
  callMinutes: 1,
  /** The busiest second beside the average one. */
  peak: 4,
  /** Days a month on which something of an account's activity happened: what goes on one day, goes together (AUD-1). */
  activeDays: 4,
  /** Both include the wait for storage; an instance does many at once, so CPU decides how many it takes. */
  cpuSecondsARequest: 0.007,
  cpuSecondsAPassword: 0.06,
  cpuSecondsOfFlowStep: 0.01,
  instanceGb: 2,
  coresAnInstance: 1,
  busy: 0.6,
  /** A request to storage within the region. */
  storageSeconds: 0.005,
  /** What such a request of a sweep costs the process: `npm run bench -- sweep` measures some 0.3 ms. */
  cpuSecondsOfSweepRequest: 0.000_5,
};

/** How far a limit is used before something is done. */
export const HEADROOM = 0.5;

const STORAGE = 'https://learn.microsoft.com/en-us/azure/storage';
const DURABLE = 'https://docs.azure.cn/en-us/azure-functions/durable';

/** Of Azure, as the pages say it. */
export const LIMITS = {
  accountRequests: { at: 20_000, from: `${STORAGE}/tables/scalability-targets` },
  partitionEntities: { at: 2_000, from: `${STORAGE}/tables/scalability-targets` },
  tableBytes: { at: 500 * 2 ** 40, from: `${STORAGE}/tables/scalability-targets` },
  queueMessages: { at: 2_000, from: `${STORAGE}/queues/scalability-targets` },
  schedulerActions: {
    ...{ at: 2_000, units: 3 },
    from: `${DURABLE}/durable-task-scheduler/durable-task-scheduler-dedicated-sku`,
  },
  instances: {
    at: 1_000,
    from: 'https://learn.microsoft.com/en-us/azure/azure-functions/flex-consumption-plan',
  },
};
