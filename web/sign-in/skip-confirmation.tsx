import { api, ask, idempotent } from '../api/client.js';
import { numbers } from '../api/numbers.js';
import { renewSession } from '../api/session.js';
import { useAction } from '../api/use-action.js';
import { dateTime, hoursLong } from '../texts/dates.js';
import { text } from '../texts/text.js';
import { announceNext } from '../ui/announcement.js';
import { Button } from '../ui/button.js';
import { ProblemNotice } from '../ui/problem-notice.js';

/** CNF-3: a while without being asked, at most until the deadline. */
export function SkipConfirmation({ deadline }: { readonly deadline: string }) {
  const skip = useAction(
    (_: undefined, key) => ask(api.POST('/confirmation/skip', { params: idempotent(key) })),
    ({ accessToken, confirmation: { skippedUntil } }) => {
      if (skippedUntil !== undefined)
        announceNext(text('sign-in.skipped', { until: dateTime(skippedUntil) }));
      renewSession(accessToken);
    },
  );
  return (
    <div class="later">
      <p>{text('sign-in.skip-hint', { deadline, time: hoursLong(numbers.confirmationSkipHours) })}</p>
      <ProblemNotice problem={skip.problem} />
      <div class="actions">
        <Button busy={skip.busy} onClick={() => void skip.run(undefined)}>
          {text('sign-in.skip')}
        </Button>
      </div>
    </div>
  );
}
