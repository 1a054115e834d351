import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Holder, wrong, type Answer } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';

let host: LocalHost;
beforeAll(async () => {
  host = await startHost();
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

const times = <T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => work(n)));

/** How many answers there are of each kind. */
function outcomes(answers: readonly Answer[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { body, status } of answers) {
    const kind = body.code === undefined ? String(status) : `${status} ${body.code}`;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

async function steppingUp(address: string) {
  const holder = await Holder.signedUp(host);
  const contactId = await holder.addEmail(address);
  const { body } = await holder.post('/api/challenges', { contactId, purpose: 'step-up' });
  return { holder, contactId, challengeId: body.id, code: await holder.code(address) };
}

describe('many at once', () => {
  it('CODE-1 CODE-9 of fifty verifications of one code one wins', async () => {
    const { challengeId, code, holder } = await steppingUp('fifty@example.org');
    const answers = await times(50, () => holder.verify(challengeId, code));
    expect(outcomes(answers)).toEqual({ 200: 1, '409 challenge-closed': 49 });
  });

  it('CODE-3 CODE-9 of two hundred wrong codes at most five are judged', async () => {
    const { challengeId, code, holder } = await steppingUp('wrong@example.org');
    const answers = await times(200, (n) => holder.verify(challengeId, wrong(code, n + 1)));
    const counts = outcomes(answers);
    expect(counts['422 wrong-code']).toBe(5);
    expect(counts['409 challenge-closed']).toBe(195);
    expect(await holder.verify(challengeId, code)).toMatchObject({
      status: 409,
      body: { reason: 'exhausted' },
    });
  });

  it('CODE-9 of eight right codes one is accepted', async () => {
    const { challengeId, code, holder } = await steppingUp('eight@example.org');
    const answers = await times(8, () => holder.verify(challengeId, code));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('CODE-4 CODE-9 of forty sends at most five go out', async () => {
    const { challengeId, holder } = await steppingUp('forty@example.org');
    const before = (await holder.codes('forty@example.org')).length;
    for (let round = 0; round < 5; round += 1) {
      await host.advance('PT31S');
      await times(8, () => holder.post(`/api/challenges/${challengeId}/resend`, {}));
    }
    expect((await holder.codes('forty@example.org')).length - before).toBe(4);
  });

  it('RMV-3 two removals of the last two contacts at once start one window', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, two] = [`one${round}@example.org`, `two${round}@example.org`];
      const holder = await Holder.signedUp(host);
      const ids = [await holder.addEmail(one), await holder.addEmail(two)];
      const removals = await Promise.all(
        ids.map((id) => holder.call('DELETE', `/api/security-info/${id}?acknowledge=protection-window`)),
      );
      expect(removals.map(({ status }) => status)).toEqual([200, 200]);
      const { body } = await holder.info();
      expect(body.protection.state).toBe('protected');
      expect(body.contacts.map(({ status }) => status)).toEqual(['retired', 'retired']);
      await host.advance('PT15S');
      for (const address of [one, two]) {
        const starts = (await holder.notices(address)).filter(
          (template) => template === 'protection-started',
        );
        expect(starts).toHaveLength(1);
      }
    }
  });

  it('RMV-3 without the acknowledgement one of two such removals is refused', async () => {
    const holder = await Holder.signedUp(host);
    const ids = [await holder.addEmail(), await holder.addEmail()];
    const removals = await Promise.all(ids.map((id) => holder.call('DELETE', `/api/security-info/${id}`)));
    expect(outcomes(removals)).toEqual({ 200: 1, '409 last-contact': 1 });
    expect((await holder.info()).body.protection.state).toBe('normal');
  });

  it('WIN-1 WIN-4 cancelling at the very instant of the end has one outcome', async () => {
    for (const early of [400, 150, 20, 0]) {
      const email = `race${early}@example.org`;
      const { contactId, holder } = await steppingUp(email);
      await holder.removeAll();
      await host.advance('P29DT23H59M');
      const { body: challenge } = await holder.post('/api/challenges', {
        contactId,
        purpose: 'cancel-protection',
      });
      const code = await holder.code(email);
      const { endsAt } = (await holder.info()).body.protection;
      const left = Date.parse(endsAt) - (await host.now()).getTime() - early;
      const [cancelled] = await Promise.all([
        new Promise((resolve) => setTimeout(resolve, early === 0 ? 5 : 0)).then(() =>
          holder.verify(challenge.id, code),
        ),
        host.advance(`PT${Math.max(0, left / 1000).toFixed(3)}S`),
      ]);
      await host.advance('PT1M');
      const { body } = await holder.info();
      const ended = (await holder.notices(email)).filter(
        (template) => template === 'protection-ended',
      ).length;
      const called = (await holder.noticesSettled(email)).filter(
        (name) => name === 'protection-cancelled',
      ).length;
      if (cancelled.status === 200) {
        expect([body.protection.state, ended, called]).toEqual(['normal', 0, 1]);
      } else {
        expect(cancelled).toMatchObject({ status: 409, body: { code: 'challenge-closed' } });
        expect([body.protection.state, ended, called]).toEqual(['awaiting-info', 1, 0]);
      }
    }
  });
});
