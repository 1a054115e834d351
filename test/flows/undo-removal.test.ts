import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Holder } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';

let host: LocalHost;
beforeAll(async () => {
  host = await startHost();
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

/** Two contacts proven long ago, the second of which was just removed; its notice is out. */
async function removedOne(name: string) {
  const [kept, gone] = [`${name}@example.org`, `${name}@example.net`];
  const holder = await Holder.signedUp(host);
  const keptId = await holder.addEmail(kept);
  const goneId = await holder.addEmail(gone);
  await host.advance('P10D');
  await holder.stepUp(keptId, kept);
  expect((await holder.call('DELETE', `/api/security-info/${goneId}`)).status).toBe(200);
  await holder.noticesSettled(gone);
  const { path, token } = await holder.link(gone, 'contact-removed');
  return { holder, kept, gone, keptId, goneId, path, token };
}

const undo = (holder: Holder, token: string) => holder.post('/api/security-info/undo-removal', { token });

describe('undoing a removal', () => {
  it('RMV-5 opening the page changes nothing, confirming it restores, ends every session and asks for a new password', async () => {
    const { gone, goneId, holder, path, token } = await removedOne('undone');
    expect((await fetch(`${host.url}${path}`)).status).toBe(200);
    expect((await holder.info()).body.contacts).toHaveLength(1);
    const undone = await undo(holder, token);
    expect(undone).toMatchObject({ status: 200, body: { contact: { id: goneId, status: 'active' } } });
    expect((await holder.info()).status).toBe(401);
    const asking = await holder.signIn();
    expect(asking.body.outcome).toBe('new-password-required');
    // Not the contact whose code removed it: that may be what somebody else can read.
    expect(asking.body.contacts.map(({ id }) => id)).toEqual([goneId]);
    expect(await holder.noticesSettled(gone)).toEqual(['contact-removed', 'contact-restored']);
    expect(await undo(holder, token)).toMatchObject({ status: 410, body: { code: 'undo-closed' } });
  });

  it('RMV-5 only the removed contact gets the link', async () => {
    const { holder, kept } = await removedOne('private');
    await expect(holder.link(kept, 'contact-removed')).rejects.toThrow('no link');
  });

  it.each([
    ['PT167H59M', 200],
    ['PT168H', 410],
  ])('RMV-5 the link is good for seven days: after %s it answers %i', async (wait, status) => {
    const { holder, token } = await removedOne(`after-${wait.toLowerCase()}`);
    await host.advance(wait === 'PT168H' ? 'PT168H' : 'PT167H58M');
    expect((await undo(holder, token)).status).toBe(status);
  });

  it('RMV-5 WIN-4 a window opened since is cancelled with it, and everything comes back', async () => {
    const { goneId, holder, token } = await removedOne('window');
    expect((await holder.removeAll()).status).toBe(200);
    expect((await undo(holder, token)).status).toBe(200);
    const asking = await holder.signIn();
    expect(asking.body.outcome).toBe('new-password-required');
    // Not the contact whose code removed it: that may be what somebody else can read.
    expect(asking.body.contacts.map(({ id }) => id)).toEqual([goneId]);
  });

  it('RMV-5 a contact that came shortly before does not lead to the new password', async () => {
    const [old, planted] = ['old@example.org', 'planted@example.net'];
    const holder = await Holder.signedUp(host);
    const oldId = await holder.addEmail(old);
    await host.advance('P10D');
    await holder.stepUp(oldId, old);
    const plantedId = await holder.addEmail(planted);
    await holder.stepUp(oldId, old);
    expect((await holder.call('DELETE', `/api/security-info/${oldId}`)).status).toBe(200);
    await holder.noticesSettled(old);
    const { token } = await holder.link(old, 'contact-removed');
    expect((await undo(holder, token)).status).toBe(200);
    const asking = await holder.signIn();
    expect(asking.body.contacts.map(({ id }) => id)).toEqual([oldId]);
    holder.token = asking.body.signInToken;
    const refused = await holder.post('/api/challenges', { contactId: plantedId, purpose: 'recover' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'not-usable' } });
  });
});
