import { Link } from 'wouter-preact';
import type { SecurityInfo } from '../api/shapes.js';
import { dateTime } from '../texts/dates.js';
import { text } from '../texts/text.js';
import { Notice } from '../ui/notice.js';

/** What keeps a setting from being changed now. */
type Hindrance = 'protected' | 'no-contact' | 'contacts-disabled';

/**
 * WIN-2: nothing changes in a protection window; and most of it takes a step-up, so a contact that can give one.
 *
 * @param needsContact whether it takes a step-up even while there is no contact
 */
export function hindranceOf(info: SecurityInfo, needsContact = true): Hindrance | undefined {
  if (info.protection.state === 'protected') return 'protected';
  if (!needsContact || info.contacts.some(({ status }) => status === 'active')) return undefined;
  return info.contacts.some(({ status }) => status === 'disabled') ? 'contacts-disabled' : 'no-contact';
}

/** What is in the way, until when, and the way out of it. */
export function Obstacle({ info, is }: { readonly info: SecurityInfo; readonly is: Hindrance | undefined }) {
  switch (is) {
    case undefined:
      return null;
    case 'protected':
      return (
        <Notice
          kind="warning"
          title={text('account.protected-title', { until: dateTime(info.protection.endsAt ?? '') })}
        >
          <p>{text('account.protected-text')}</p>
          <p>
            <Link to="/cancel-protection">{text('account.protected-cancel')}</Link>
          </p>
        </Notice>
      );
    case 'contacts-disabled':
      return (
        <Notice kind="warning">
          <p>{text('account.no-contact-disabled')}</p>
          <p>
            <Link to="/">{text('account.see-security-info')}</Link>
          </p>
        </Notice>
      );
    case 'no-contact':
      return (
        <Notice kind="note" title={text('account.no-contact-title')}>
          <p>{text('account.no-contact-text')}</p>
          <AddContactLinks />
        </Notice>
      );
  }
}

export function AddContactLinks() {
  return (
    <p class="links">
      <Link to="/add-email">{text('account.add-email')}</Link>
      <Link to="/add-phone">{text('account.add-phone')}</Link>
    </p>
  );
}
