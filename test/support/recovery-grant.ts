import { Holder } from './holder.js';
import type { LocalHost } from './start-host.js';

/** Somebody whose removal was undone: the code of the contact that came back gives a recovery grant. */
export async function withRecoveryGrant(host: LocalHost, name: string) {
  const [kept, gone] = [`${name}@example.org`, `${name}@example.net`];
  const holder = await Holder.signedUp(host);
  const keptId = await holder.addEmail(kept);
  const goneId = await holder.addEmail(gone);
  await holder.stepUp(keptId, kept);
  await holder.call('DELETE', `/api/security-info/${goneId}`);
  await holder.noticesSettled(gone);
  const { token } = await holder.link(gone, 'contact-removed');
  await holder.post('/api/security-info/undo-removal', { token });
  holder.token = (await holder.signIn()).body.signInToken;
  const asked = await holder.post('/api/challenges', { contactId: goneId, purpose: 'recover' });
  const { recoveryGrant } = (await holder.verify(asked.body.id, await holder.code(gone))).body;
  return { holder, gone, challengeId: asked.body.id, recoveryGrant };
}
