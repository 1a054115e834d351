import { Redirect, useLocation } from 'wouter-preact';
import { text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { CopyButton } from '../ui/copy-button.js';
import { Notice } from '../ui/notice.js';
import { Page } from '../ui/page.js';
import { newCodeIsKept, placeOf, type Recovery } from './recovery.js';

/** REC-5: the used code is replaced, and the new one is shown this once. */
export function SaveRecoveryCode({ recovery }: { readonly recovery: Recovery }) {
  const [, navigate] = useLocation();
  const [saved, ...others] = recovery.newCodes ?? [];
  if (saved === undefined) return <Redirect to={placeOf(recovery)} replace />;
  return (
    <Page title={text('recovery.save-title')} lead={text('recovery.save-lead')}>
      <div class="card">
        {saved.recoveryId === recovery.recoveryId ? null : (
          <p>
            {text('recovery.save-former')} <bdi>{saved.signInName}</bdi>
          </p>
        )}
        <p class="secret" dir="ltr">
          {saved.code}
        </p>
        <Notice kind="warning">
          <p>{text('recovery.save-once')}</p>
        </Notice>
        <div class="actions">
          <CopyButton copied={saved.code} />
          <Button
            kind="main"
            onClick={() => {
              navigate(placeOf({ ...recovery, newCodes: others }));
              newCodeIsKept(saved);
            }}
          >
            {text('recovery.saved')}
          </Button>
        </div>
      </div>
    </Page>
  );
}
