import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { api, ask, idempotent } from '../api/client.js';
import type { Problem } from '../api/problem.js';
import type { SecurityInfo } from '../api/shapes.js';
import { useAction, type Action } from '../api/use-action.js';
import { text } from '../texts/text.js';
import { announce } from '../ui/announcement.js';
import { Button } from '../ui/button.js';
import { Loading } from '../ui/loading.js';
import { Notice } from '../ui/notice.js';
import { Page } from '../ui/page.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { ConfirmDialog } from './confirm-dialog.js';
import { AddContactLinks, Obstacle, hindranceOf } from './obstacle.js';
import { useSecurityInfo } from './use-security-info.js';

/** TSV-1: whether signing in asks for a code after the password. */
export function TwoStep() {
  const [info, reload] = useSecurityInfo();
  const [asks, setAsks] = useState(false);
  const change = useAction(
    (enabled: boolean, key) =>
      ask(api.PUT('/two-step-verification', { params: idempotent(key), body: { enabled } })),
    async ({ enabled }) => {
      await reload();
      setAsks(false);
      announce(text(enabled ? 'account.two-step-turned-on' : 'account.two-step-turned-off'));
    },
  );
  return (
    <Page title={text('account.two-step-title')} lead={text('account.two-step-lead')}>
      <Loading from={info} reload={reload}>
        {(loaded) => (
          <>
            <State info={loaded} change={change} onTurnOff={() => setAsks(true)} />
            <h2>{text('account.two-step-means')}</h2>
            <ul class="facts">
              <li>{text('account.two-step-means-code')}</li>
              <li>{text('account.two-step-means-device')}</li>
              <li>{text('account.two-step-means-app')}</li>
              <li>{text('account.two-step-means-recovery')}</li>
            </ul>
          </>
        )}
      </Loading>
      {asks ? (
        <ConfirmDialog
          title={text('account.two-step-off-title')}
          submit={text('account.two-step-turn-off')}
          busy={change.busy}
          problem={change.problem}
          onConfirm={() => void change.run(false)}
          onClose={() => {
            change.forget();
            setAsks(false);
          }}
        >
          {text('account.two-step-off-text')}
        </ConfirmDialog>
      ) : null}
    </Page>
  );
}

function State({
  change,
  info,
  onTurnOff,
}: {
  readonly info: SecurityInfo;
  readonly change: Action<boolean>;
  readonly onTurnOff: () => void;
}) {
  const { twoStepVerification: isOn } = info;
  const hindrance = hindranceOf(info);
  return (
    <>
      <Obstacle info={info} is={hindrance} />
      <Notice
        kind={isOn ? 'good' : 'note'}
        title={text(isOn ? 'account.two-step-is-on' : 'account.two-step-is-off')}
      />
      {isOn ? null : <Refusal problem={change.problem} />}
      {hindrance === undefined ? (
        <div class="actions">
          {isOn ? (
            <Button kind="risky" onClick={onTurnOff}>
              {text('account.two-step-turn-off')}
            </Button>
          ) : (
            <Button kind="main" busy={change.busy} onClick={() => void change.run(true)}>
              {text('account.two-step-turn-on')}
            </Button>
          )}
        </div>
      ) : null}
    </>
  );
}

/** STD-1: what has to be there first, and where it is had. */
function Refusal({ problem }: { readonly problem: Problem | undefined }) {
  return (
    <>
      <ProblemNotice problem={problem} />
      {problem?.code === 'no-usable-contact' ? <Mend reason={problem.reason} /> : null}
    </>
  );
}

function Mend({ reason }: { readonly reason: string | undefined }) {
  switch (reason) {
    case 'no-phone':
      return (
        <p>
          <Link to="/add-phone">{text('account.add-phone')}</Link>
        </p>
      );
    case 'no-recovery-code':
      return (
        <p>
          <Link to="/recovery-code">{text('account.recovery-make')}</Link>
        </p>
      );
    default:
      return <AddContactLinks />;
  }
}
