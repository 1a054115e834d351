import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { session } from '../api/session.js';
import type { Verified } from '../api/shapes.js';
import { AskCode } from '../challenge/ask-code.js';
import { text } from '../texts/text.js';
import { Notice } from '../ui/notice.js';
import { Page } from '../ui/page.js';
import { NewPasswordForm } from './new-password-form.js';

/** REP-4, RMV-5: somebody else may know the password. A code that only the holder can read leads to a new one. */
export function NewPassword() {
  const { value } = session;
  const [proof, setProof] = useState<Pick<Verified, 'needs' | 'recoveryGrant'>>({});
  if (value?.asks !== 'new-password') return null;
  const { needs, recoveryGrant } = proof;
  const contacts = needs?.contacts ?? value.contacts;
  return (
    <Page title={text('sign-in.new-title')} lead={text('sign-in.new-lead')}>
      {recoveryGrant === undefined ? (
        <>
          {needs === undefined ? null : (
            <Notice kind="note">
              <p>{text('sign-in.new-second')}</p>
            </Notice>
          )}
          {contacts.length === 0 ? null : (
            <div class="card">
              <AskCode
                key={needs === undefined ? 'first' : 'second'}
                contacts={contacts}
                purpose="recover"
                onVerified={setProof}
              />
            </div>
          )}
          {needs?.recoveryCode === true || contacts.length === 0 ? (
            <p>
              <Link to="/recover">{text('sign-in.new-recover')}</Link>
            </p>
          ) : null}
        </>
      ) : (
        <NewPasswordForm
          signInName={value.signInName}
          recoveryGrant={recoveryGrant}
          onAgain={() => setProof({})}
        />
      )}
    </Page>
  );
}
