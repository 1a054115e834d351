import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../support/holder.js';
import { recovering, savedCodeIn } from '../support/recovering.js';
import { CrashingHost, type Scene } from './crashing-host.js';

let crashing: CrashingHost;
beforeAll(async () => {
  crashing = await CrashingHost.start();
});
afterAll(async () => {
  await crashing[Symbol.asyncDispose]();
});

const { arrived, ask, forgetful, get, start, stranger } = recovering(() => crashing.host);
/** A flow whose request died before it was committed looks again for some five minutes, and finds a repeat's then. */
const LONGEST_LOOK = 'PT6M';
/** The walk wants to see 200. */
const asDone = (answer: Answer): Answer => (answer.status === 202 ? { ...answer, status: 200 } : answer);

const scenes: Readonly<Record<string, (name: string) => Promise<Scene>>> = {
  'REC-2 asking for a code': async (name) => {
    const { address, contactId, holder, sent } = await forgetful(`${name}@example.org`);
    const { recoveryId } = await start(holder.signInName);
    const body = { contactId, proof: address };
    return {
      holder,
      keyed: true,
      act: async () => asDone(await stranger().post(`/api/recovery/${recoveryId}/code`, body, name)),
      happened: async () => {
        await crashing.host.advance(LONGEST_LOOK);
        return (await arrived(address)) > sent;
      },
      end: async () => {
        expect(await arrived(address)).toBe(sent + 1);
      },
    };
  },

  'REC-3 typing it': async (name) => {
    const { address, contactId, holder, sent } = await forgetful(`${name}@example.org`);
    const challengeId = await ask(await start(holder.signInName), contactId, address);
    expect(await arrived(address)).toBe(sent + 1);
    const code = await holder.code(address);
    return {
      holder,
      act: () => stranger().post(`/api/challenges/${challengeId}/verify`, { code }),
      happened: async () => (await get(challengeId)).body.status === 'verified',
      end: async () => {
        expect((await get(challengeId)).status).toBe(404);
      },
    };
  },

  'REC-5 using the code on paper': async (name) => {
    const { address, holder } = await forgetful(`${name}@example.org`);
    const recoveryCode = savedCodeIn((await holder.post('/api/recovery-code')).body);
    const { recoveryId } = await start(holder.signInName);
    const told = async () => {
      await crashing.host.advance(LONGEST_LOOK);
      return (await holder.notices(address)).filter((template) => template === 'recovery-code-used').length;
    };
    return {
      holder,
      keyed: true,
      act: () => stranger().post(`/api/recovery/${recoveryId}/recovery-code`, { recoveryCode }, name),
      happened: async () => (await told()) > 0,
      end: async () => {
        expect(await told()).toBe(1);
      },
    };
  },
};

describe.each(Object.keys(scenes))('DUR-1 DUR-4 %s, killed after any of its requests to storage', (title) => {
  it(
    'all of it or nothing, every message once',
    () => crashing.walk(title, 'after', scenes[title]!),
    400_000,
  );
});
