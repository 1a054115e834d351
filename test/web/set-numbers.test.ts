import { expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';
import { Holder } from '../support/holder.js';
import type { Visit } from '../support/web-visit.js';

const NUMBERS = {
  CONFIRMATION_AFTER_ABSENCE_DAYS: '7',
  CONFIRMATION_SKIP_HOURS: '36',
  PENDING_HOURS: '3',
  PROBATION_DAYS: '1',
  PROTECTION_DAYS: '45',
  UNDO_REMOVAL_DAYS: '3',
};

const { host, open } = useBrowsedHost({ env: NUMBERS });

const reads = (visit: Visit, text: string | RegExp) => visit.page.getByText(text).first().waitFor();

it('RMV-3 RMV-4 RMV-5 ADD-5 REP-1 what removing, replacing and leaving alone come to is told in the service’s own numbers', async () => {
  const holder = await Holder.signedUp(host);
  const elder = await holder.addEmail('elder@example.org');
  await host.advance('PT25H');
  await holder.stepUp(elder, 'elder@example.org');
  await holder.addEmail('young@example.org');
  const { signInName, token } = holder;
  await using visit = await open({
    signedIn: { signInName, token },
    path: `/#/remove/${elder}`,
  });
  await reads(visit, 'a link that brings it back and works for 3 days');
  await visit.button('Remove').click();
  await reads(visit, /was added less than 1 day ago.*protects your account for 45 days/);
  await reads(visit, 'For 45 days');
  await reads(visit, 'I understand what is shut for 45 days.');
  await visit.go('/remove-all');
  await reads(visit, 'protects your account for 45 days.');
  await visit.go('/replace');
  await reads(visit, 'It takes 45 days, so that');
  await visit.go('/recover/none');
  await reads(visit, 'as a rule, 45 days.');

  await holder.post('/api/security-info', { channel: 'email', address: 'pending@example.org' });
  const gone = new Date((await host.now()).getTime() + 3 * 3_600_000);
  const time = new Intl.DateTimeFormat('en', { timeStyle: 'short', timeZone: 'UTC' });
  await visit.go('/');
  const row = visit.row('Not confirmed yet');
  await row.waitFor();
  const near = [0, -60_000].map((early) => time.format(new Date(gone.getTime() + early)));
  const told = await row.textContent();
  expect(near.some((minute) => told?.includes(minute))).toBe(true);
});

it('CNF-3 how long it can be put off', async () => {
  const holder = await Holder.signedUp(host);
  await holder.addEmail('asked@example.org');
  await host.advance('P8D');
  await using visit = await open();
  await visit.signIn(holder.signInName);
  await reads(visit, /until .*, 36 hours at a time\./);
});
