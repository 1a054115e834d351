import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Gate } from '../support/gate.js';
import { Holder, type Answer } from '../support/holder.js';
import type { LocalHost } from '../support/start-host.js';
import { TwoStepHolder } from '../support/two-step-holder.js';
import { CrashingHost, type Scene } from './crashing-host.js';

let crashing: CrashingHost;
let host: LocalHost;
beforeAll(async () => {
  crashing = await CrashingHost.start();
  host = crashing.host;
});
afterAll(async () => {
  await crashing[Symbol.asyncDispose]();
});

/** What answers 201 or 204 when it has happened. */
const done = (answer: Answer): Answer => (answer.status < 300 ? { ...answer, status: 200 } : answer);

const scenes: Readonly<Record<string, (name: string) => Promise<Scene>>> = {
  'TSV-1 turning two-step verification on': async (name) => {
    const holder = new TwoStepHolder(host);
    await holder.signUp();
    await holder.signIn();
    const email = `${name}@example.org`;
    await holder.addEmail(email);
    await host.advance('PT1S');
    return {
      holder,
      keyed: true,
      act: () => holder.call('PUT', '/api/two-step-verification', { enabled: true }, name),
      happened: async () => (await holder.info()).body.twoStepVerification,
      end: async () => {
        expect(await holder.notices(email)).toEqual(['two-step-changed']);
        expect((await holder.signIn()).body.outcome).toBe('code-required');
      },
    };
  },

  'TSV-1 DEV-1 the code after the password, on a device to trust': async (name) => {
    const holder = await TwoStepHolder.withTwoStep(host, name);
    await host.advance('PT1S');
    const session = holder.token;
    await holder.signIn();
    const limited = holder.token;
    const asked = await holder.post('/api/challenges', { contactId: holder.emailId, purpose: 'sign-in' });
    const code = await holder.code(holder.email);
    return {
      holder,
      keyed: true,
      step: 1,
      act: async () => {
        holder.token = limited;
        const path = `/api/challenges/${asked.body.id}/verify`;
        const verified = await holder.post(path, { code, trustDevice: true }, name);
        holder.deviceToken = verified.body.deviceToken;
        return verified;
      },
      happened: async () => {
        holder.token = session;
        return (await holder.call('GET', '/api/trusted-devices')).body.devices.length === 1;
      },
      end: async () => {
        expect((await holder.signIn()).body.outcome).toBe('signed-in');
        expect((await holder.call('GET', '/api/trusted-devices')).body.devices).toHaveLength(1);
      },
    };
  },

  'DEV-1 signing in with a trusted device': async (name) => {
    const holder = await TwoStepHolder.withTwoStep(host, name);
    const deviceToken = await holder.trustDevice();
    await host.advance('PT1S');
    const session = holder.token;
    return {
      holder,
      keyed: true,
      act: () => holder.signIn(deviceToken, name),
      happened: async () => {
        holder.token = session;
        const [device] = (await holder.call('GET', '/api/trusted-devices')).body.devices;
        return device?.lastUsedAt !== device?.trustedAt;
      },
      end: async () => {
        expect(holder.deviceToken).not.toBe(deviceToken);
        expect((await holder.signIn()).body.outcome).toBe('signed-in');
      },
    };
  },

  'APP-1 making an app password': async (name) => {
    const holder = await TwoStepHolder.withTwoStep(host, name);
    // Told by a flow of its own, which the next one's may overtake.
    expect(await holder.noticesSettled(holder.email)).toEqual(['two-step-changed']);
    let appPassword = '';
    return {
      holder,
      keyed: true,
      act: async () => {
        const made = await holder.post('/api/app-passwords', { name: 'Mail' }, name);
        appPassword = made.body.appPassword;
        return done(made);
      },
      happened: async () => (await holder.call('GET', '/api/app-passwords')).body.appPasswords.length === 1,
      end: async () => {
        const { signInName } = holder;
        expect((await new Holder(host).post('/api/sign-in/app', { signInName, appPassword })).status).toBe(
          200,
        );
        expect(await holder.notices(holder.email)).toEqual(['two-step-changed', 'app-password-made']);
      },
    };
  },

  'IDN-4 CNF-2 a gate that first asks': async (name) => {
    const holder = await Holder.signedUp(host);
    const email = `${name}@example.org`;
    await holder.addEmail(email);
    await host.advance('PT1S');
    const lastSignInAt = new Date((await host.now()).getTime() - 61 * 86_400_000).toISOString();
    return {
      holder,
      act: () => new Gate(host).signIn(holder.accountId, { lastSignInAt }),
      happened: async () => (await holder.info()).body.confirmation.state === 'noticed',
      end: async () => {
        const { outcome, canSkip } = (await new Gate(host).signIn(holder.accountId)).body;
        expect([outcome, canSkip]).toEqual(['confirmation-required', false]);
        expect(await holder.notices(email)).toEqual(['confirmation-reminder', 'confirmation-reminder']);
      },
    };
  },
};

describe.each(Object.keys(scenes))('DUR-1 DUR-4 %s, killed after any of its requests to storage', (title) => {
  it(
    'all of it or nothing; its repeat gets the first answer; every notice once',
    () => crashing.walk(title, 'after', scenes[title]!),
    400_000,
  );
});
