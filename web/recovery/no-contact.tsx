import { Link } from 'wouter-preact';
import { numbers } from '../api/numbers.js';
import { text } from '../texts/text.js';
import { Page } from '../ui/page.js';
import { recovery } from './recovery.js';

/** What is left to somebody who can't read a code anywhere: the code on paper, the password and a long wait (REP-1), nothing. */
export function NoContact() {
  const hasBegun = recovery.value !== undefined;
  return (
    <Page title={text('recovery.none-title')} lead={text('recovery.none-lead')}>
      <section class="card">
        <h2>{text('recovery.none-code-title')}</h2>
        <p>{text('recovery.none-code')}</p>
        <p>
          <Link to={hasBegun ? '/recover/recovery-code' : '/recover'} class="button">
            {text('recovery.have-recovery-code')}
          </Link>
        </p>
      </section>
      <section class="card">
        <h2>{text('recovery.none-password-title')}</h2>
        <p>
          {text('recovery.none-password', {
            choice: text('contacts.none-of-these'),
            days: numbers.protectionDays,
          })}
        </p>
        <p>
          <Link to="/sign-in" class="button">
            {text('recovery.to-sign-in')}
          </Link>
        </p>
      </section>
      <section class="card">
        <h2>{text('recovery.none-neither-title')}</h2>
        <p>{text('recovery.none-neither')}</p>
        {hasBegun ? (
          <p>
            <Link to="/recover/contact" class="button">
              {text('recovery.back-to-contacts')}
            </Link>
          </p>
        ) : null}
      </section>
    </Page>
  );
}
