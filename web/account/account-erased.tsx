import { Link, Redirect } from 'wouter-preact';
import { sessionEnd } from '../api/session.js';
import { text } from '../texts/text.js';
import { Page } from '../ui/page.js';

/** What happens once an account was deleted. There is nothing here for whoever comes by the address alone. */
export function AccountErased() {
  if (sessionEnd.value !== 'erased') return <Redirect to="/sign-in" replace />;
  return (
    <Page title={text('account.erased-title')} lead={text('account.erased-lead')}>
      <h2>{text('account.erased-next')}</h2>
      <ul class="facts">
        <li>{text('account.erased-next-told')}</li>
        <li>{text('account.erased-next-time')}</li>
        <li>{text('account.erased-next-nothing')}</li>
      </ul>
      <p>
        <Link to="/sign-up">{text('account.erased-create')}</Link>
      </p>
    </Page>
  );
}
