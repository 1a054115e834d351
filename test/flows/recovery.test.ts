import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Holder, wrong } from '../support/holder.js';
import { recovering } from '../support/recovering.js';
import { startHost, type LocalHost } from '../support/start-host.js';

let host: LocalHost;
beforeAll(async () => {
  host = await startHost();
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

const { arrived, ask, forgetful, get, resend, start, stranger, unknown, verify } = recovering(() => host);

describe('getting back in', () => {
  it('REC-1 REC-2 REC-3 REC-4 from a name and a completed contact to a new password', async () => {
    const { address, contactId, holder } = await forgetful();
    const recovery = await start(holder.signInName.toUpperCase());
    expect(recovery.contacts).toEqual([{ id: contactId, channel: 'email', masked: 'f•••@example.org' }]);
    const before = (await holder.codes(address)).length;
    const challengeId = await ask(recovery, contactId, address);
    expect((await get(challengeId)).body).toMatchObject({
      ...{ id: challengeId, purpose: 'recover', status: 'pending', deliveryStatus: 'sent' },
      contact: recovery.contacts[0],
    });
    expect(await arrived(address)).toBe(before + 1);
    const code = await holder.code(address);
    expect(await verify(challengeId, wrong(code))).toMatchObject({
      status: 422,
      body: { code: 'wrong-code', attemptsRemaining: 4 },
    });
    const proven = await verify(challengeId, code);
    expect(proven).toMatchObject({ status: 200, body: { outcome: 'verified', contact: { id: contactId } } });
    expect(proven.body.accessToken).toBeUndefined();
    const { recoveryGrant } = proven.body;
    expect(await verify(challengeId, code)).toMatchObject({ status: 409, body: { reason: 'used' } });

    const newPassword = 'another battery, horse';
    expect((await stranger().post('/api/password/reset', { recoveryGrant, newPassword })).status).toBe(204);
    expect((await holder.info()).status).toBe(401);
    expect((await holder.signIn()).body.code).toBe('wrong-credentials');
    holder.password = newPassword;
    expect((await holder.signIn()).body.outcome).toBe('signed-in');
    expect(await holder.noticesSettled(address)).toContain('password-changed');
  });

  it('CODE-4 another code replaces the first', async () => {
    const { address, contactId, holder, sent } = await forgetful();
    const challengeId = await ask(await start(holder.signInName), contactId, address);
    expect((await resend(challengeId)).body.code).toBe('resend-too-soon');
    await host.advance('PT31S');
    const first = await holder.code(address);
    expect(await resend(challengeId)).toMatchObject({
      status: 200,
      body: { id: challengeId, sendsRemaining: 3 },
    });
    expect(await arrived(address)).toBe(sent + 2);
    const second = await holder.code(address);
    if (first !== second) expect((await verify(challengeId, first)).body.code).toBe('code-superseded');
    expect((await verify(challengeId, second)).body.recoveryGrant).toBeDefined();
  });

  it('REC-2 the hidden part, what stands before the @, a number as it is dialled at home: all complete it', async () => {
    const phone = '+4915123456712';
    const holder = await Holder.signedUp(host);
    const email = await holder.addEmail('grace.hopper@example.org');
    const number = await holder.addPhone(phone, 'DE', 'call');
    const recovery = await start(holder.signInName);
    const proofs = {
      [email]: ['grace.hopper', 'Grace.Hopper@EXAMPLE.org', 'race.hopper', ' ｇrace.hopper '],
      [number]: ['0151 23456712', '+49 (151) 234-567-12', '004915123456712', '015123 4567'],
    };
    for (const [contactId, forms] of Object.entries(proofs)) {
      const address = contactId === email ? 'grace.hopper@example.org' : phone;
      for (const proof of forms) {
        const before = (await holder.codes(address)).length;
        await ask(recovery, contactId, proof);
        expect(await arrived(address), proof).toBe(before + 1);
      }
    }
    for (const [contactId, proof] of [
      ...[
        [email, 'grace.hoppe'],
        [email, 'g'],
        [email, '@example.org'],
        [email, phone],
      ],
      ...[
        [number, '12'],
        [number, '5123456712'],
        [number, 'no digits'],
        [number, '015123456713'],
      ],
    ] as const) {
      const address = contactId === email ? 'grace.hopper@example.org' : phone;
      const before = (await holder.codes(address)).length;
      await ask(recovery, contactId, proof);
      expect(await arrived(address), proof).toBe(before);
    }
  });
});

describe('what is not told', () => {
  it('REC-1 an unknown name gets contacts, the same again and again', async () => {
    const name = unknown();
    const first = await start(name);
    expect(first.contacts.length).toBeGreaterThan(0);
    expect((await start(name)).contacts).toEqual(first.contacts);
    expect((await start(unknown())).contacts).not.toEqual(first.contacts);
    // An account without any contact looks the same.
    const bare = new Holder(host);
    const before = await start(bare.signInName);
    await bare.signUp();
    expect((await start(bare.signInName)).contacts).toEqual(before.contacts);
  });

  it('REC-2 a wrong proof, an unknown name, a contact of nobody: the same answers, nothing sent, tries counted', async () => {
    const { address, contactId, holder, sent } = await forgetful();
    const known = await start(holder.signInName);
    const nobody = await start(unknown());
    const challenges = [
      await ask(known, contactId, 'not.it@example.org'),
      await ask(nobody, nobody.contacts[0]!.id, 'not.it@example.org'),
      await ask(known, 'AAAAAAAAAAAAAAAAAAAAAA', address),
      await ask(nobody, 'AAAAAAAAAAAAAAAAAAAAAA', address),
    ];
    const seen = await Promise.all(challenges.map(async (id) => (await get(id)).body));
    expect(seen[0]!.contact).toEqual(known.contacts[0]);
    expect(seen[1]!.contact).toEqual(nobody.contacts[0]);
    for (const challengeId of challenges) {
      for (const attemptsRemaining of [4, 3, 2, 1, 0])
        expect(await verify(challengeId, '123456')).toMatchObject({
          status: 422,
          body: { attemptsRemaining },
        });
      expect(await verify(challengeId, '123456')).toMatchObject({
        status: 409,
        body: { code: 'challenge-closed', reason: 'exhausted' },
      });
    }
    expect(await arrived(address)).toBe(sent);
    // The holder's own challenges were out of reach, and so was the count of wrong codes.
    expect((await ask(known, contactId, address)).length).toBe(challenges[0]!.length);
    expect(await arrived(address)).toBe(sent + 1);
  });

  it('REC-2 not even a code that was right for somebody is right in a shadow', async () => {
    const { address, contactId, holder, sent } = await forgetful();
    const recovery = await start(holder.signInName);
    await ask(recovery, contactId, address);
    expect(await arrived(address)).toBe(sent + 1);
    const code = await holder.code(address);
    const shadow = await ask(recovery, contactId, 'wrong.proof');
    expect((await verify(shadow, code)).body.code).toBe('wrong-code');
  });

  it('CODE-4 asking too often: still 202, nothing sent, and nothing of it shown', async () => {
    const { address, contactId, holder } = await forgetful();
    const recovery = await start(holder.signInName);
    for (let n = 0; n < 20; n += 1) await ask(recovery, contactId, address);
    const sent = await arrived(address);
    expect(sent).toBeLessThanOrEqual(20);
    const held = await ask(recovery, contactId, address);
    await host.advance('PT31S');
    expect(await resend(held)).toMatchObject({ status: 200, body: { deliveryStatus: 'sent' } });
    expect(await arrived(address)).toBe(sent);
  });

  it('WIN-2 in a protection window nothing is sent and nothing is told', async () => {
    const { address, contactId, holder } = await forgetful();
    const before = await start(holder.signInName);
    await holder.removeAll();
    const during = await start(holder.signInName);
    expect(during.contacts).toEqual(before.contacts);
    const sent = (await holder.codes(address)).length;
    const challengeId = await ask(during, contactId, address);
    expect((await verify(challengeId, '123456')).body).toMatchObject({ attemptsRemaining: 4 });
    expect(await arrived(address)).toBe(sent);
  });

  it('REC-1 a recovery can go on for an hour; what is no ticket is not found', async () => {
    const { address, contactId, holder } = await forgetful();
    const recovery = await start(holder.signInName);
    const body = { contactId, proof: address };
    await host.advance('PT59M');
    await ask(recovery, contactId, address);
    await host.advance('PT1M');
    const late = await stranger().post(`/api/recovery/${recovery.recoveryId}/code`, body);
    const forged = await stranger().post(`/api/recovery/r.${'A'.repeat(110)}/code`, body);
    const nonsense = await stranger().post('/api/recovery/x/code', body);
    for (const answer of [late, forged, nonsense])
      expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await get(`rc.${'A'.repeat(103)}`)).status).toBe(404);
    // Challenges of those who are signed in still want their token.
    expect((await get('A'.repeat(22))).status).toBe(401);
  });

  it('REC-2 no challenge is pushed out by later ones: that would tell a right proof from a wrong one', async () => {
    const { contactId, holder } = await forgetful();
    const recovery = await start(holder.signInName);
    const first = await ask(recovery, contactId, 'wrong.proof');
    await Promise.all(Array.from({ length: 35 }, () => ask(recovery, contactId, 'wrong.proof')));
    expect((await get(first)).body).toMatchObject({ status: 'pending', attemptsRemaining: 5 });
  });

  it('REC-2 shadows are dropped after two days', async () => {
    const nobody = await start(unknown());
    const challengeId = await ask(nobody, nobody.contacts[0]!.id, 'x');
    await host.advance('P1D');
    expect((await get(challengeId)).body.status).toBe('expired');
    await host.advance('P2D');
    expect((await get(challengeId)).status).toBe(404);
    expect(await host.logsSoFar()).toMatch(/shadows-dropped[^\n]*dropped[^\n]*[1-9]/);
  });

  it('DUR-4 a repeated request gets the first answer, and sends nothing again', async () => {
    const { address, contactId, holder, sent } = await forgetful();
    const recovery = await start(holder.signInName);
    const again = () =>
      stranger().post(`/api/recovery/${recovery.recoveryId}/code`, { contactId, proof: address }, 'a key');
    const first = await again();
    expect((await again()).body).toEqual(first.body);
    expect(await arrived(address)).toBe(sent + 1);
  });
});
