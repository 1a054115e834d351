import { Link } from 'wouter-preact';
import { text } from '../texts/text.js';
import { Notice } from '../ui/notice.js';

/** What this page was about isn't there any more: proven, removed or replaced meanwhile. */
export function Gone() {
  return (
    <>
      <Notice kind="note">
        <p>{text('contacts.gone')}</p>
      </Notice>
      <div>
        <Link to="/" class="button">
          {text('contacts.back-to-list')}
        </Link>
      </div>
    </>
  );
}
