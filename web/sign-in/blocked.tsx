import { Link } from 'wouter-preact';
import { text } from '../texts/text.js';
import { Page } from '../ui/page.js';

const WAYS = [
  'sign-in.blocked-device',
  'sign-in.blocked-apps',
  'sign-in.blocked-cancel',
  'sign-in.blocked-wait',
] as const;

/** WIN-2: two-step verification while the account is protected. No code goes out; a trusted device opens, and nothing else. */
export function Blocked() {
  return (
    <Page title={text('sign-in.blocked-title')} lead={text('sign-in.blocked-lead')}>
      <div class="card">
        <h2>{text('sign-in.blocked-ways')}</h2>
        <ul class="ways">
          {WAYS.map((way) => (
            <li key={way}>{text(way)}</li>
          ))}
        </ul>
      </div>
      <p>
        <Link to="/sign-in">{text('sign-in.back')}</Link>
      </p>
    </Page>
  );
}
