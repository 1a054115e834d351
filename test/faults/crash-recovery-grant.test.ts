import { afterAll, beforeAll, expect, it } from 'vitest';
import { Holder } from '../support/holder.js';
import { withRecoveryGrant } from '../support/recovery-grant.js';
import { CrashingHost, type Scene } from './crashing-host.js';

let crashing: CrashingHost;
beforeAll(async () => {
  crashing = await CrashingHost.start();
});
afterAll(async () => {
  await crashing[Symbol.asyncDispose]();
});

async function taking(name: string): Promise<Scene> {
  const { host } = crashing;
  const { challengeId, gone, holder, recoveryGrant } = await withRecoveryGrant(host, name);
  const gate = new Holder(host);
  gate.token = 'local-gate-key-good-for-nothing-else';
  return {
    holder,
    keyed: true,
    act: () => gate.post('/api/gate/recovery-grant', { recoveryGrant }, name),
    // Every session ends with it.
    happened: async () => (await holder.call('GET', `/api/challenges/${challengeId}`)).status === 401,
    end: async () => {
      const told = await holder.notices(gone);
      expect(told.filter((template) => template === 'password-changed')).toHaveLength(1);
      expect((await gate.post('/api/gate/recovery-grant', { recoveryGrant })).status).toBe(403);
    },
  };
}

it('DUR-1 DUR-4 IDN-4 taking a recovery grant, killed after any of its requests to storage: once, and every notice once', async () => {
  // So few requests that every other one may miss the moment between commit and answer.
  await crashing.walk('taking', 'after', taking, 'answer', 1);
}, 400_000);
