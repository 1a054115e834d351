import type { ComponentChildren } from 'preact';
import type { Verified } from '../api/shapes.js';
import { ChallengePanel } from '../challenge/challenge-panel.js';
import { text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import type { NamedContact } from './name-contact.js';

/** The code that makes a named contact one's own, and the way back to naming another (ADD-5). */
export function ProveContact({
  children,
  named,
  onOther,
  onVerified,
}: {
  readonly named: NamedContact;
  readonly onOther: () => void;
  readonly onVerified: (verified: Verified) => void | Promise<void>;
  /** What to know before the code is entered. */
  readonly children?: ComponentChildren;
}) {
  const { challenge } = named;
  const isEmail = challenge.contact.channel === 'email';
  return (
    <>
      {children}
      <ChallengePanel key={challenge.id} challenge={challenge} onVerified={onVerified} onAgain={onOther} />
      <div>
        <Button kind="quiet" onClick={onOther}>
          {text(isEmail ? 'contacts.other-address' : 'contacts.other-number')}
        </Button>
      </div>
    </>
  );
}
