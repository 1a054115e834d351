import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ask, api, idempotent } from '../api/client.js';
import type { Challenge, Delivery, Verified } from '../api/shapes.js';
import { useAction } from '../api/use-action.js';
import { useSecondsLeft } from '../api/use-seconds-left.js';
import { countdown } from '../texts/dates.js';
import { problemText } from '../texts/problem-text.js';
import { rich, text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { keepFocus } from '../ui/keep-focus.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { CodeField } from './code-field.js';
import { DeliveryHelp } from './delivery-help.js';
import { TrustDevice } from './trust-device.js';
import { useChallenge } from './use-challenge.js';

interface ChallengePanelProps {
  readonly challenge: Challenge;
  readonly onVerified: (verified: Verified) => void | Promise<void>;
  /** Asks for a code anew, for when this one is past use. */
  readonly onAgain?: () => void;
  /** Whether this device may be trusted from now on (DEV-1): where signing in asks for a code. */
  readonly offersTrust?: boolean;
  /** What to say of the message in place of where it was sent: where nobody may learn whether one was (REC-2). */
  readonly sent?: ComponentChildren;
}

/** Code refusals that belong under the field: the holder mends them there. */
const OF_THE_FIELD: ReadonlySet<string> = new Set(['wrong-code', 'code-superseded', 'invalid-request']);

/** Where a code is entered, sent again, switched to a call, or despaired of. */
export function ChallengePanel({ offersTrust = false, onAgain, onVerified, ...props }: ChallengePanelProps) {
  const [challenge, setChallenge] = useChallenge(props.challenge);
  const [code, setCode] = useState('');
  const [deviceName, setDeviceName] = useState<string>();
  const path = { challengeId: challenge.id };
  const verify = useAction(
    (body: Typed, key) =>
      ask(api.POST('/challenges/{challengeId}/verify', { params: { path, ...idempotent(key) }, body })),
    onVerified,
  );
  const entered = useRef('');
  const confirm = (received: string): void => {
    if (verify.busy) return;
    entered.current = received;
    void verify.run(typed(received, deviceName));
  };
  const atResend = useRef('');
  const resend = useAction(
    (delivery: Delivery | undefined, key) =>
      ask(
        api.POST('/challenges/{challengeId}/resend', {
          params: { path, ...idempotent(key) },
          body: delivery === undefined ? {} : { delivery },
        }),
      ),
    (next) => {
      // The next code may come before the answer: what was typed meanwhile stays.
      setCode((now) => (now === atResend.current ? '' : now));
      setChallenge(next);
    },
  );
  const sendAgain = (delivery?: Delivery): void => {
    if (resend.busy) return;
    atResend.current = code;
    verify.forget();
    void resend.run(delivery);
  };
  useEffect(() => keepFocus, []);
  const wait = useSecondsLeft(challenge.resendAfter);
  const left = useSecondsLeft(challenge.expiresAt);
  const refused = verify.problem;
  const wrong = refused !== undefined && OF_THE_FIELD.has(refused.code) ? refused : undefined;
  const closed = challenge.status !== 'pending' || left === 0 || refused?.code === 'challenge-closed';

  return (
    <form
      class="challenge"
      onSubmit={(event) => {
        event.preventDefault();
        if (code !== '') confirm(code);
      }}
    >
      <p>
        {props.sent ??
          rich(`challenge.sent-${challenge.delivery}`, {
            masked: challenge.contact.masked,
            address: (inner) => <bdi class="address">{inner}</bdi>,
          })}{' '}
        {text('challenge.reference', { reference: challenge.reference })}
      </p>
      <CodeField
        value={code}
        onInput={setCode}
        error={wrong === undefined ? undefined : problemText(wrong)}
        onReceived={(received) => {
          setCode(received);
          confirm(received);
        }}
        refused={entered.current}
      />
      <p class="hint" role="timer">
        {closed ? text('challenge.past-use') : text('challenge.expires', { left: countdown(left) })}
      </p>
      {offersTrust ? <TrustDevice name={deviceName} onChange={setDeviceName} /> : null}
      <ProblemNotice problem={wrong === undefined ? (refused ?? resend.problem) : resend.problem} />
      <div class="actions">
        {closed && onAgain !== undefined ? (
          <Button kind="main" onClick={onAgain}>
            {text('challenge.new-code')}
          </Button>
        ) : (
          <Button kind="main" type="submit" busy={verify.busy}>
            {text('challenge.verify')}
          </Button>
        )}
        {closed ? null : (
          <Button kind="quiet" busy={resend.busy} unavailable={wait > 0} onClick={() => sendAgain()}>
            {wait > 0 ? text('challenge.resend-in', { left: countdown(wait) }) : text('challenge.resend')}
          </Button>
        )}
      </div>
      {closed ? null : <DeliveryHelp challenge={challenge} mayResend={wait <= 0} onSwitch={sendAgain} />}
    </form>
  );
}

interface Typed {
  readonly code: string;
  readonly trustDevice?: true;
  readonly deviceName?: string;
}

/** Whole, so that a change of any of it is no repeat of what was sent before (DUR-4). */
function typed(code: string, deviceName: string | undefined): Typed {
  if (deviceName === undefined) return { code };
  const name = deviceName.trim();
  return { code, trustDevice: true, ...(name === '' ? {} : { deviceName: name }) };
}
