import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyRow } from '../support/every-row.js';
import { Holder } from '../support/holder.js';
import type { LocalHost } from '../support/start-host.js';
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

/** What is left of somebody in any table. */
async function left({ accountId, signInName }: Holder): Promise<readonly string[]> {
  const rows = await everyRow(crashing.storage);
  return rows.filter((row) => row.includes(accountId) || row.includes(signInName));
}

async function withContact(name: string) {
  const address = `${name}@example.org`;
  const holder = await Holder.signedUp(host);
  await holder.addEmail(address);
  await host.advance('PT1S');
  return { holder, address };
}

const farewells = async (holder: Holder, address: string) =>
  (await holder.notices(address)).filter((template) => template === 'account-erased');

async function scene(name: string): Promise<Scene> {
  const { address, holder } = await withContact(name);
  return {
    holder,
    keyed: true,
    act: () => holder.call('DELETE', '/api/account', undefined, name),
    happened: async () => {
      const { body, status } = await holder.info();
      if (status === 200) expect(body.contacts).toHaveLength(1);
      else expect(status).toBe(401);
      return status === 401;
    },
    end: async () => {
      expect(await left(holder)).toEqual([]);
      expect(await farewells(holder, address)).toEqual(['account-erased']);
    },
  };
}

/** `STEP=1` strikes after every single request of the flow, and takes minutes. */
const STEP = Number(process.env['STEP'] ?? 3);

describe('DUR-1 DUR-4 PRV-3 erasing an account, killed after any of its requests to storage', () => {
  it(
    'it is untouched or gone, its repeat gets the first answer, and at the end nothing is left',
    () => crashing.walk('erasing', 'after', scene),
    300_000,
  );

  it(`after each ${STEP}th request of its flow: nothing is left, and everybody was told once`, async () => {
    const erased: { readonly holder: Holder; readonly address: string }[] = [];
    let struck = true;
    for (let n = 0; struck; n += STEP) {
      const one = await withContact(`flow-${n}`);
      erased.push(one);
      expect((await one.holder.call('DELETE', '/api/account')).status).toBe(202);
      const passed = await crashing.strike(n, 'after', () => host.advance('PT12M').catch(() => undefined));
      struck = passed.struck;
    }
    await host.advance('P1DT7H');
    for (const { address, holder } of erased) {
      expect(await left(holder)).toEqual([]);
      expect(await farewells(holder, address), address).toEqual(['account-erased']);
    }
    expect(erased.length).toBeGreaterThan(20 / STEP);
  }, 600_000);
});
