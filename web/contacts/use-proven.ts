import { useLocation } from 'wouter-preact';
import { renewSession } from '../api/session.js';
import type { Verified } from '../api/shapes.js';
import { dateTime } from '../texts/dates.js';
import { isolated } from '../texts/isolated.js';
import { text } from '../texts/text.js';
import { announceNext } from '../ui/announcement.js';

/** What follows the right code for a new contact: a fresh proof for this session, and the list that it is in now. */
export function useProven(): (verified: Verified) => void {
  const [, navigate] = useLocation();
  return ({ accessToken, contact, protection }) => {
    if (accessToken !== undefined) renewSession(accessToken);
    announceNext(
      protection?.endsAt === undefined
        ? text('contacts.added', { masked: isolated(contact.masked) })
        : text('contacts.now-protected', { date: dateTime(protection.endsAt) }),
    );
    // Back doesn't lead to what is done.
    navigate('/', { replace: true });
  };
}
