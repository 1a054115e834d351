import { useEffect } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { renewSession, session } from '../api/session.js';
import { stepUp } from '../api/step-up.js';
import { text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { AskCode } from './ask-code.js';

/** Asks for a code where an action needs a fresh proof; the action goes on once it is given. */
export function StepUpDialog() {
  const asked = stepUp.value;
  const [location, navigate] = useLocation();
  const isIn = session.value !== undefined;
  // Whoever turned the page, or is out, does not want any more what this was asked for.
  useEffect(() => () => stepUp.peek()?.settle(false), [location, isIn]);
  if (asked === undefined) return null;
  return (
    <Dialog title={text('challenge.step-up-title')} onClose={() => asked.settle(false)}>
      <p>{text('challenge.step-up-lead')}</p>
      {asked.contacts.length === 0 ? (
        <p>{text('contacts.no-prover')}</p>
      ) : (
        <AskCode
          contacts={asked.contacts}
          purpose="step-up"
          onVerified={({ accessToken }) => {
            if (accessToken !== undefined) renewSession(accessToken);
            // Whatever waits for a proof by now: it may be another action than the one that this code was asked for.
            stepUp.peek()?.settle(accessToken !== undefined);
          }}
        />
      )}
      {/* RMV-1, REP-1: the way out for whoever has none of them any more. */}
      <div>
        <Button
          kind="quiet"
          onClick={() => {
            asked.settle(false);
            navigate('/replace');
          }}
        >
          {text('contacts.none-of-these')}
        </Button>
      </div>
    </Dialog>
  );
}
