import { randomUUID } from 'node:crypto';
import { Holder, type Answer } from './holder.js';
import type { LocalHost } from './start-host.js';

export interface Recovery {
  readonly recoveryId: string;
  readonly contacts: readonly { readonly id: string; readonly channel: string; readonly masked: string }[];
}

/** What somebody does who is not signed in and knows a name. */
export function recovering(host: () => LocalHost) {
  const stranger = (): Holder => new Holder(host());
  const expecting = (status: number, answer: Answer): Answer => {
    if (answer.status !== status)
      throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer;
  };
  return {
    stranger,
    start: async (signInName: string): Promise<Recovery> => {
      const answer = expecting(200, await stranger().post('/api/recovery', { signInName }));
      return answer.body as unknown as Recovery;
    },
    ask: async (
      { recoveryId }: Pick<Recovery, 'recoveryId'>,
      contactId: string,
      proof: string,
    ): Promise<string> => {
      const asked = stranger().post(`/api/recovery/${recoveryId}/code`, { contactId, proof });
      return expecting(202, await asked).body.challengeId;
    },
    get: (challengeId: string) => stranger().call('GET', `/api/challenges/${challengeId}`),
    verify: (challengeId: string, code: string) => stranger().verify(challengeId, code),
    resend: (challengeId: string) => stranger().post(`/api/challenges/${challengeId}/resend`, {}),
    useCode: ({ recoveryId }: Recovery, recoveryCode: string, key?: string) =>
      stranger().post(`/api/recovery/${recoveryId}/recovery-code`, { recoveryCode }, key),
    /** How many codes went to an address, once everything under way is through. */
    arrived: async (address: string): Promise<number> => {
      // A flow that looks before its reason is committed looks again ten seconds later.
      await host().advance('PT15S');
      return (await stranger().codes(address)).length;
    },
    unknown: (): string => `${randomUUID()}@example.com`,
    /** An account with one email address, nobody signed in. */
    forgetful: async (address = `forgetful-${randomUUID()}@example.org`) => {
      const holder = await Holder.signedUp(host());
      const contactId = await holder.addEmail(address);
      return { holder, address, contactId, sent: (await holder.codes(address)).length };
    },
  };
}

/** The code on paper, of an answer that has one. */
export function savedCodeIn(body: unknown): string {
  return (body as { readonly recoveryCode: string }).recoveryCode;
}
