import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { api } from '../api/client.js';
import { endSession } from '../api/session.js';
import type { SecurityInfo } from '../api/shapes.js';
import { useLoaded } from '../api/use-loaded.js';
import { AskCode } from '../challenge/ask-code.js';
import { text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { Loading } from '../ui/loading.js';
import { Notice } from '../ui/notice.js';
import { Page } from '../ui/page.js';
import { loadSecurityInfo } from './load-security-info.js';
import { useBackToList } from './use-back-to-list.js';

/** WIN-4: a code at a removed contact brings everything back. */
export function CancelProtection() {
  const [isOut, setIsOut] = useState(false);
  return isOut ? <SignedOut /> : <Cancelling onSignedOut={() => setIsOut(true)} />;
}

function Cancelling({ onSignedOut }: { readonly onSignedOut: () => void }) {
  const [info, reload] = useLoaded(loadSecurityInfo);
  const backToList = useBackToList();
  const cancelled = async (): Promise<void> => {
    if (await hasEnded()) onSignedOut();
    else backToList(text('contacts.cancelled'));
  };
  return (
    <Page title={text('contacts.cancel-title')} lead={text('contacts.cancel-lead')}>
      <Loading from={info} reload={reload}>
        {(loaded) => <Retired info={loaded} onCancelled={cancelled} />}
      </Loading>
    </Page>
  );
}

function Retired({
  info: { contacts, protection },
  onCancelled,
}: {
  readonly info: SecurityInfo;
  readonly onCancelled: () => Promise<void>;
}) {
  const retired = contacts.filter(({ status }) => status === 'retired');
  if (protection.state !== 'protected' || retired.length === 0)
    return (
      <>
        <Notice kind="note">
          <p>{text('contacts.cancel-nothing')}</p>
        </Notice>
        <div>
          <Link to="/" class="button">
            {text('contacts.back-to-list')}
          </Link>
        </div>
      </>
    );
  return (
    <>
      {protection.reason === 'replacement' ? (
        <Notice kind="warning">
          <p>{text('contacts.cancel-replacement')}</p>
        </Notice>
      ) : null}
      <AskCode contacts={retired} purpose="cancel-protection" onVerified={onCancelled} />
    </>
  );
}

/** REP-4: cancelling a replacement ends every session, this one as well. Asked past `ask`, which would leave this page at once. */
async function hasEnded(): Promise<boolean> {
  try {
    return (await api.GET('/security-info')).response.status === 401;
  } catch {
    return false;
  }
}

function SignedOut() {
  return (
    <Page title={text('contacts.cancelled-title')}>
      <Notice kind="good">
        <p>{text('contacts.cancelled-sign-in')}</p>
      </Notice>
      <div>
        <Button kind="main" onClick={() => endSession('signed-out')}>
          {text('contacts.to-sign-in')}
        </Button>
      </div>
    </Page>
  );
}
