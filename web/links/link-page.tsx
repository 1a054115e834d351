import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../api/problem.js';
import { isOutside } from '../api/set-up.js';
import { useAction } from '../api/use-action.js';
import { Frame } from '../app/frame.js';
import { beginRecovery } from '../recovery/recovery.js';
import { text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { Page } from '../ui/page.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { confirmLink, type Confirmed } from './confirm-link.js';
import type { LinkName } from './link-of.js';
import { Said } from './said.js';

/** Behind a notice's link. Opening it changes nothing, since mail scanners open every link; its button does (REP-2). */
export function LinkPage({ link }: { readonly link: LinkName }) {
  return (
    <Frame alone>
      <Page title={text(`links.${link}.title`)} lead={text(`links.${link}.explanation`)}>
        <Confirmation link={link} />
      </Page>
    </Frame>
  );
}

function Confirmation({ link }: { readonly link: LinkName }) {
  const [token] = useState(tokenInAddress);
  const [confirmed, setConfirmed] = useState<Confirmed>();
  const confirm = useAction(
    (typed: string, key) => confirmLink(link, typed, key),
    (done) => {
      forgetToken();
      const { contacts, recoveryId } = done;
      if (!isOutside && recoveryId !== undefined && contacts !== undefined)
        beginRecovery({ signInName: '', recoveryId, contacts });
      setConfirmed(done);
    },
  );
  // Another notice's link, pasted here: browsers load nothing for a change behind the #.
  useEffect(() => {
    const open = (): void => location.reload();
    addEventListener('hashchange', open);
    return () => removeEventListener('hashchange', open);
  }, []);
  const outcome = outcomeOf(token, confirmed, confirm.problem);
  if (outcome === 'done') return <Done link={link} confirmed={confirmed ?? {}} />;
  if (outcome === 'closed') return <Closed link={link} />;
  return (
    <>
      {outcome === 'incomplete' ? <Said kind="warning">{text('links.common.incomplete')}</Said> : null}
      {outcome === 'failed' ? <Said kind="warning">{text('links.common.failed')}</Said> : null}
      <ProblemNotice problem={outcome === 'refused' ? confirm.problem : undefined} />
      {token === '' ? null : (
        <div class="actions">
          <Button kind="main" busy={confirm.busy} onClick={() => void confirm.run(token)}>
            {text(`links.${link}.button`)}
          </Button>
        </div>
      )}
    </>
  );
}

type LinkOutcome = 'asked' | 'closed' | 'done' | 'failed' | 'incomplete' | 'refused';

function outcomeOf(
  token: string,
  confirmed: Confirmed | undefined,
  problem: Problem | undefined,
): LinkOutcome {
  if (confirmed !== undefined) return 'done';
  if (token === '') return 'incomplete';
  switch (problem?.code) {
    case undefined:
      return 'asked';
    case 'window-closed':
    case 'undo-closed':
    case 'repudiation-closed':
      return 'closed';
    case 'invalid-request':
      return 'incomplete';
    case 'offline':
      return 'failed';
    default:
      return 'refused';
  }
}

function Done({ confirmed, link }: { readonly link: LinkName; readonly confirmed: Confirmed }) {
  const hasBegun = !isOutside && confirmed.recoveryId !== undefined;
  return (
    <>
      <Said kind="good">{text(hasBegun ? 'recovery.repudiated' : `links.${link}.done`)}</Said>
      <div class="actions">
        {hasBegun ? (
          <a class="button main" href="/#/recover/contact">
            {text('recovery.set-password-now')}
          </a>
        ) : (
          <SignIn />
        )}
      </div>
    </>
  );
}

function Closed({ link }: { readonly link: LinkName }) {
  return (
    <>
      <Said kind="warning">{text(`links.${link}.closed`)}</Said>
      <div class="actions">
        <SignIn />
        {link === 'repudiate-password' && !isOutside ? (
          <a class="button quiet" href="/#/recover">
            {text('recovery.start-title')}
          </a>
        ) : null}
      </div>
    </>
  );
}

function SignIn() {
  return (
    <a class="button" href="/">
      {text('recovery.to-sign-in')}
    </a>
  );
}

/**
 * Behind the #, where no server and no scanner's log sees it. It goes from there into this entry's state: a reload still has
 * it, and whoever reads over the shoulder or looks through the browser's history does not.
 */
function tokenInAddress(): string {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token !== null) history.replaceState({ token }, '', location.pathname);
  const kept: unknown = history.state;
  return typeof kept === 'object' && kept !== null && 'token' in kept ? String(kept.token) : '';
}

/** It's used up: neither the history nor whoever reads over the shoulder needs it. */
function forgetToken(): void {
  history.replaceState(null, '', location.pathname);
}
