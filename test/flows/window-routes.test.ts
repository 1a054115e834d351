import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allContracts } from '../../src/http/all-contracts.js';
import { Gate } from '../support/gate.js';
import { Holder, type Answer } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';

/** An account in a protection window, its holder with a step-up from right before, and what was begun then. */
interface Scene {
  readonly holder: Holder;
  readonly contactId: string;
  readonly deviceId: string;
  readonly appPasswordId: string;
  /** Of a step-up, open when the window began, and its code. */
  readonly challengeId: string;
  readonly code: string;
  /** From another account in a window: given before it. */
  readonly grant: string;
}

let host: LocalHost;
let scene: Scene;
beforeAll(async () => {
  host = await startHost();
  scene = await windowScene();
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

async function windowScene(): Promise<Scene> {
  const holder = await Holder.signedUp(host);
  const email = 'window@example.org';
  const contactId = await holder.addEmail(email);
  const { body: made } = await holder.post('/api/app-passwords', { name: 'Mail' });
  const asked = await holder.post('/api/challenges', { contactId, purpose: 'step-up' });
  const trusting = { code: await holder.code(email), trustDevice: true };
  holder.token = (await holder.post(`/api/challenges/${asked.body.id}/verify`, trusting)).body.accessToken;
  const { devices } = (await holder.call('GET', '/api/trusted-devices')).body;
  const open = await holder.post('/api/challenges', { contactId, purpose: 'step-up' });
  const code = await holder.code(email);
  const grant = await grantFromBefore();
  expect((await holder.removeAll()).body.protection.state).toBe('protected');
  const { id: deviceId = '' } = devices[0] ?? {};
  return { holder, contactId, deviceId, appPasswordId: made.id, challengeId: open.body.id, code, grant };
}

/** Somebody else may know the password (REP-4); the holder gets a grant for a new one, and then loses all contacts. */
async function grantFromBefore(): Promise<string> {
  const holder = await Holder.signedUp(host);
  const email = 'grant@example.org';
  const contactId = await holder.addEmail(email);
  const replace = async (address: string) => {
    const asked = await holder.post('/api/replacement', { channel: 'email', address });
    const verified = await holder.verify(asked.body.challenge.id, await holder.code(address));
    expect(verified.body.protection.state).toBe('protected');
  };
  await replace('thief@new.example');
  await holder.noticesSettled(email);
  await holder.post(
    '/api/protection/cancel',
    await holder.link(email, 'protection-started').then(({ token }) => ({ token })),
  );
  holder.token = (await holder.signIn()).body.signInToken;
  const asked = await holder.post('/api/challenges', { contactId, purpose: 'recover' });
  const { recoveryGrant } = (await holder.verify(asked.body.id, await holder.code(email))).body;
  expect(recoveryGrant).toBeDefined();
  await replace('lost@new.example');
  return recoveryGrant;
}

const PURPOSES = ['add-contact', 'step-up', 'sign-in', 'confirm', 'recover'];
const newContact = { channel: 'email', address: 'another@example.org' };

/** WIN-2: requests that a window shuts. Each is one that would be right without it. */
const shut: Readonly<Record<string, (scene: Scene) => Promise<Answer | readonly Answer[]>>> = {
  addContact: ({ holder }) => holder.post('/api/security-info', newContact),
  removeContact: ({ contactId, holder }) => holder.call('DELETE', `/api/security-info/${contactId}`),
  removeAllContacts: ({ holder }) => holder.removeAll(),
  requestReplacement: ({ holder }) => holder.post('/api/replacement', newContact),
  createChallenge: ({ contactId, holder }) =>
    Promise.all(PURPOSES.map((purpose) => holder.post('/api/challenges', { contactId, purpose }))),
  setTwoStepVerification: ({ holder }) =>
    Promise.all(
      [true, false].map((enabled) => holder.call('PUT', '/api/two-step-verification', { enabled })),
    ),
  revokeTrustedDevice: ({ deviceId, holder }) => holder.call('DELETE', `/api/trusted-devices/${deviceId}`),
  makeAppPassword: ({ holder }) => holder.post('/api/app-passwords', { name: 'Another' }),
  revokeAppPassword: ({ appPasswordId, holder }) =>
    holder.call('DELETE', `/api/app-passwords/${appPasswordId}`),
  changePassword: ({ holder }) =>
    holder.post('/api/password/change', {
      currentPassword: holder.password,
      newPassword: 'quite another battery',
    }),
  resetPassword: ({ grant, holder }) =>
    holder.post('/api/password/reset', { recoveryGrant: grant, newPassword: 'quite another battery' }),
  takeRecoveryGrant: ({ grant }) => new Gate(host).takeGrant(grant),
};

/** Challenges from before are closed with the window, and say so. */
const closed: Readonly<Record<string, (scene: Scene) => Promise<Answer>>> = {
  resendChallenge: ({ challengeId, holder }) => holder.post(`/api/challenges/${challengeId}/resend`, {}),
  verifyChallenge: ({ challengeId, code, holder }) => holder.verify(challengeId, code),
};

/** What a window leaves open, and why that is right. */
const open: Readonly<Record<string, string>> = {
  createAccount: 'another account',
  signIn: 'mail and the like stay open; with two-step verification to trusted devices only (two-step.test)',
  signInApp: 'opens mail and the like only (gates.test)',
  signOut: 'never shut',
  skipConfirmation: 'nobody is asked while it runs: nothing to skip',
  listSecurityInfo: 'masked, below',
  getChallenge: 'masked, and says that it is closed',
  listTrustedDevices: 'names and times, no security info',
  listAppPasswords: 'names and times, no security info',
  listActivity: 'masked, below',
  cancelProtection: 'ends the window: whoever reads a notice',
  undoRemoval: 'ends the window: whoever reads a notice',
  repudiatePassword: 'ends the window: whoever reads a notice',
  gateSignIn: 'answers by WIN-2 (gates.test)',
  gateOperation: 'answers by WIN-2 (gates.test)',
  listCountries: 'nobody’s account',
  getJwks: 'nobody’s account',
  getHealth: 'nobody’s account',
  answerCall: 'for the provider: speaks a code that was sent',
  deliveryReports: 'for the provider',
};

describe('WIN-2 while a window runs', () => {
  it('every route is shut or known to be open', () => {
    const known = [...Object.keys(shut), ...Object.keys(closed), ...Object.keys(open)];
    expect(known.sort()).toEqual(allContracts.map(({ name }) => name).sort());
  });

  it.each(Object.keys(shut))('%s is shut, also to whoever has a step-up', async (name) => {
    for (const answer of [await shut[name]!(scene)].flat())
      expect(answer).toMatchObject({ status: 403, body: { code: 'account-protected' } });
  });

  it.each(Object.keys(closed))('%s finds its challenge closed', async (name) => {
    expect(await closed[name]!(scene)).toMatchObject({
      status: 409,
      body: { code: 'challenge-closed', reason: 'account-protected' },
    });
  });

  it('nothing was changed by any of it, and nothing is told in full', async () => {
    const { contactId, holder } = scene;
    const info = await holder.info();
    expect(info.body).toMatchObject({
      contacts: [{ id: contactId, status: 'retired' }],
      twoStepVerification: false,
    });
    const told = [info, await holder.call('GET', '/api/activity')];
    expect(JSON.stringify(told.map(({ body }) => body))).not.toContain('window@example.org');
    expect((await holder.call('GET', '/api/trusted-devices')).body.devices).toHaveLength(1);
    expect((await holder.call('GET', '/api/app-passwords')).body.appPasswords).toHaveLength(1);
    expect((await new HolderAgain(holder).signIn()).body.outcome).toBe('signed-in');
  });
});

/** The same person with the same password. */
class HolderAgain extends Holder {
  constructor(other: Holder) {
    super(other.host, other.signInName);
    this.password = other.password;
  }
}
