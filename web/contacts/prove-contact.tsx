import type { ComponentChildren } from 'preact';
import { session } from '../api/session.js';
import type { Verified } from '../api/shapes.js';
import { useAction } from '../api/use-action.js';
import { useIsHere } from '../api/use-is-here.js';
import { ChallengePanel } from '../challenge/challenge-panel.js';
import { text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { askAgain, type NamedContact } from './name-contact.js';

/** The code that makes a named contact one's own, and the way back to naming another (ADD-5). */
export function ProveContact({
  children,
  named: { challenge },
  onNamed,
  onOther,
  onVerified,
}: {
  readonly named: NamedContact;
  /** Another code is on its way. */
  readonly onNamed: (named: NamedContact) => void;
  readonly onOther: () => void;
  readonly onVerified: (verified: Verified) => void | Promise<void>;
  /** What to know before the code is entered. */
  readonly children?: ComponentChildren;
}) {
  const { contact, delivery } = challenge;
  const isHere = useIsHere();
  const again = useAction(
    (contactId: string, key) => askAgain(contactId, delivery, key),
    (next) => {
      // Another may be named by now.
      if (isHere.current) onNamed(next);
    },
  );
  // Whoever is not in yet gets no code for what is there, and names it again.
  const { asks } = session.value ?? {};
  const mayAsk = asks === 'nothing' || asks === 'confirmation';
  return (
    <>
      {children}
      <ChallengePanel
        key={challenge.id}
        challenge={challenge}
        onVerified={onVerified}
        onAgain={() => (mayAsk ? void again.run(contact.id) : onOther())}
      />
      <ProblemNotice problem={again.problem} />
      <div>
        <Button kind="quiet" onClick={onOther}>
          {text(contact.channel === 'email' ? 'contacts.other-address' : 'contacts.other-number')}
        </Button>
      </div>
    </>
  );
}
