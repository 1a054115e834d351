import { useState } from 'preact/hooks';
import { api, ask, idempotent } from '../api/client.js';
import type { Outcome, Problem } from '../api/problem.js';
import type { Challenge, MaskedContact, Purpose, Verified } from '../api/shapes.js';
import { useAction } from '../api/use-action.js';
import { useKept } from '../api/use-kept.js';
import { text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { Choice } from '../ui/choice.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { ChallengePanel } from './challenge-panel.js';

interface AskCodeProps {
  readonly contacts: readonly MaskedContact[];
  readonly purpose: Purpose;
  readonly onVerified: (verified: Verified) => void | Promise<void>;
  readonly offersTrust?: boolean;
}

/** Choose where a code shall go, then enter it. */
export function AskCode({ contacts, offersTrust = false, onVerified, purpose }: AskCodeProps) {
  const [chosen, setChosen] = useState(contacts[0]?.id);
  const [challenge, setChallenge] = useKept<Challenge>(isOfPage(purpose) ? purpose : undefined);
  const request = useAction(
    (contactId: string, key) => begin(contactId, purpose, key),
    (begun) => setChallenge(begun),
  );
  if (challenge !== undefined)
    return (
      <>
        <ChallengePanel
          key={challenge.id}
          challenge={challenge}
          onVerified={onVerified}
          offersTrust={offersTrust}
          onAgain={() => setChallenge(undefined)}
        />
        {contacts.length > 1 ? (
          <div>
            <Button kind="quiet" onClick={() => setChallenge(undefined)}>
              {text('challenge.other-contact')}
            </Button>
          </div>
        ) : null}
      </>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== undefined) void request.run(chosen);
      }}
    >
      <Choice
        legend={text('challenge.choose-contact')}
        options={contacts.map(({ id, masked }) => ({ value: id, label: <bdi>{masked}</bdi> }))}
        value={chosen}
        onChange={setChosen}
      />
      <ProblemNotice problem={request.problem} />
      <div class="actions">
        <Button kind="main" type="submit" busy={request.busy}>
          {text('challenge.send')}
        </Button>
      </div>
    </form>
  );
}

/** A dialog is gone after a reload, and so is the first of the two proofs that a recovery may take. */
function isOfPage(purpose: Purpose): boolean {
  return purpose !== 'step-up' && purpose !== 'recover';
}

async function begin(contactId: string, purpose: Purpose, key: string): Promise<Outcome<Challenge>> {
  const begun = await ask(api.POST('/challenges', { params: idempotent(key), body: { contactId, purpose } }));
  return begun.ok ? begun : ((await unsent(begun.problem)) ?? begun);
}

/** The code could not be sent, but can be sent again: the challenge is there. */
export async function unsent({ challengeId, code }: Problem): Promise<Outcome<Challenge> | undefined> {
  if (code !== 'code-not-sent' || challengeId === undefined) return undefined;
  return ask(api.GET('/challenges/{challengeId}', { params: { path: { challengeId } } }));
}
