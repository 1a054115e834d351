import { useLocation } from 'wouter-preact';
import { useAction, type Action } from '../api/use-action.js';
import { dateTime } from '../texts/dates.js';
import { text } from '../texts/text.js';
import { announceNext } from '../ui/announcement.js';
import { remove, type Removal } from './removing.js';

/** Removes, says so on the list, or until when the account is protected now. */
export function useRemoving(removed: string): Action<Removal> {
  const [, navigate] = useLocation();
  return useAction(remove, ({ protection: { endsAt, state } }) => {
    announceNext(
      state === 'protected' && endsAt !== undefined
        ? text('contacts.now-protected', { date: dateTime(endsAt) })
        : removed,
    );
    // Back doesn't lead to what is done.
    navigate('/', { replace: true });
  });
}
