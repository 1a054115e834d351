import { useAction, type Action } from '../api/use-action.js';
import { dateTime } from '../texts/dates.js';
import { text } from '../texts/text.js';
import { remove, type Removal } from './removing.js';
import { useBackToList } from './use-back-to-list.js';

/** Removes, says so on the list, or until when the account is protected now. */
export function useRemoving(removed: string): Action<Removal> {
  const backToList = useBackToList();
  return useAction(remove, ({ protection: { endsAt, state } }) =>
    backToList(
      state === 'protected' && endsAt !== undefined
        ? text('contacts.now-protected', { date: dateTime(endsAt) })
        : removed,
    ),
  );
}
