import { renewSession } from '../api/session.js';
import type { Verified } from '../api/shapes.js';
import { dateTime } from '../texts/dates.js';
import { isolated } from '../texts/isolated.js';
import { text } from '../texts/text.js';
import { useBackToList } from './use-back-to-list.js';

/** What follows the right code for a new contact: a fresh proof for this session, and the list that it is in now. */
export function useProven(): (verified: Verified) => void {
  const backToList = useBackToList();
  return ({ accessToken, contact, protection }) => {
    if (accessToken !== undefined) renewSession(accessToken);
    backToList(
      protection?.endsAt === undefined
        ? text('contacts.added', { masked: isolated(contact.masked) })
        : text('contacts.now-protected', { date: dateTime(protection.endsAt) }),
    );
  };
}
