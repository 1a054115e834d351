import { Link } from 'wouter-preact';
import { renewSession, session } from '../api/session.js';
import { AskCode } from '../challenge/ask-code.js';
import { text } from '../texts/text.js';
import { Notice } from '../ui/notice.js';
import { Page } from '../ui/page.js';

/** TSV-1: the code after the password, and whether to ask for one on this device again. */
export function EnterCode() {
  const { value } = session;
  if (value?.asks !== 'code') return null;
  return (
    <Page title={text('sign-in.code-title')} lead={text('sign-in.code-lead')}>
      {value.contacts.length === 0 ? (
        <Notice kind="warning">
          <p>{text('sign-in.code-none')}</p>
        </Notice>
      ) : (
        <div class="card">
          <AskCode
            contacts={value.contacts}
            purpose="sign-in"
            offersTrust
            onVerified={({ accessToken }) => {
              if (accessToken !== undefined) renewSession(accessToken);
            }}
          />
        </div>
      )}
      <p>
        <Link to="/replace">{text('sign-in.none-of-these')}</Link>
      </p>
    </Page>
  );
}
