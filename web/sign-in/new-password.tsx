import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { session } from '../api/session.js';
import type { MaskedContact, Verified } from '../api/shapes.js';
import { AskCode } from '../challenge/ask-code.js';
import { text } from '../texts/text.js';
import { Notice } from '../ui/notice.js';
import { Page } from '../ui/page.js';
import { NewPasswordForm } from './new-password-form.js';

type Proof = Pick<Verified, 'needs' | 'recoveryGrant'>;

/** REP-4, RMV-5: somebody else may know the password. A code that only the holder can read leads to a new one. */
export function NewPassword() {
  const { value } = session;
  const [{ needs, recoveryGrant }, setProof] = useState<Proof>({});
  if (value?.asks !== 'new-password') return null;
  return (
    <Page title={text('sign-in.new-title')} lead={text('sign-in.new-lead')}>
      {recoveryGrant === undefined ? (
        <Prove key={String(needs !== undefined)} contacts={value.contacts} needs={needs} onProof={setProof} />
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

/** A code; with two-step verification another one (REC-3). */
function Prove({
  needs,
  onProof,
  ...first
}: {
  readonly contacts: readonly MaskedContact[];
  readonly needs: Proof['needs'];
  readonly onProof: (proof: Proof) => void;
}) {
  const contacts = needs?.contacts ?? first.contacts;
  return (
    <>
      {needs === undefined ? null : (
        <div role="status">
          <Notice kind="note">
            <p>{text('sign-in.new-second')}</p>
          </Notice>
        </div>
      )}
      {contacts.length === 0 ? null : (
        <div class="card">
          <AskCode contacts={contacts} purpose="recover" onVerified={onProof} />
        </div>
      )}
      {needs?.recoveryCode === true || contacts.length === 0 ? (
        <p>
          <Link to="/recover">{text('sign-in.new-recover')}</Link>
        </p>
      ) : null}
      <p>
        <Link to="/replace">{text('sign-in.none-of-these')}</Link>
      </p>
    </>
  );
}
