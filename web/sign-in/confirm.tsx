import { Link } from 'wouter-preact';
import { renewSession, session } from '../api/session.js';
import { AskCode } from '../challenge/ask-code.js';
import { dateTime } from '../texts/dates.js';
import { isolated } from '../texts/isolated.js';
import { text } from '../texts/text.js';
import { announceNext } from '../ui/announcement.js';
import { Icon } from '../ui/icon.js';
import { Notice } from '../ui/notice.js';
import { Page } from '../ui/page.js';
import { SkipConfirmation } from './skip-confirmation.js';

/** CNF-1 to CNF-4: make sure that you can receive a code. */
export function Confirm() {
  const { value } = session;
  if (value?.asks !== 'confirmation') return null;
  const { canSkip, confirmation, contacts } = value;
  const has = contacts.length > 0;
  return (
    <Page
      title={text('sign-in.confirm-title')}
      lead={text(has ? 'sign-in.confirm-lead' : 'sign-in.confirm-lead-none')}
    >
      {canSkip ? null : (
        <Notice kind="warning" title={text('sign-in.overdue-title')}>
          <p>{text(has ? 'sign-in.overdue' : 'sign-in.overdue-none')}</p>
        </Notice>
      )}
      {has ? (
        <div class="card">
          <h2>{text('sign-in.confirm-verify')}</h2>
          <AskCode
            contacts={contacts}
            purpose="confirm"
            onVerified={({ accessToken, contact }) => {
              if (accessToken === undefined) return;
              announceNext(text('sign-in.confirmed', { masked: isolated(contact.masked) }));
              renewSession(accessToken);
            }}
          />
        </div>
      ) : null}
      <section class="card">
        <h2>{text(has ? 'sign-in.confirm-add-too' : 'sign-in.confirm-add')}</h2>
        <p>{text(has ? 'sign-in.confirm-add-too-lead' : 'sign-in.confirm-add-lead')}</p>
        <div class="actions">
          <Link to="/add-email" class={has ? 'button' : 'button main'}>
            <Icon name="mail" />
            {text('sign-in.add-email')}
          </Link>
          <Link to="/add-phone" class="button">
            <Icon name="phone" />
            {text('sign-in.add-phone')}
          </Link>
        </div>
        {has ? (
          <p>
            <Link to="/replace">{text('sign-in.none-of-these')}</Link>
          </p>
        ) : null}
      </section>
      {canSkip && confirmation.deadline !== undefined ? (
        <SkipConfirmation deadline={dateTime(confirmation.deadline)} />
      ) : null}
    </Page>
  );
}
