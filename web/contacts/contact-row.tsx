import { Link } from 'wouter-preact';
import { numbers } from '../api/numbers.js';
import type { Contact } from '../api/shapes.js';
import { dateTime, day } from '../texts/dates.js';
import { text } from '../texts/text.js';
import { Icon } from '../ui/icon.js';

/** One contact: where it is, how it stands, and what can be done with it. */
export function ContactRow({
  contact,
  isShut,
  showsAddress,
}: {
  readonly contact: Contact;
  /** WIN-2: nothing can be changed now. */
  readonly isShut: boolean;
  /** PRV-2 */
  readonly showsAddress: boolean;
}) {
  const { addedAt, channel, delivery, id, masked } = contact;
  const address = showsAddress ? (contact.address ?? masked) : masked;
  return (
    <li>
      <Icon name={channel === 'email' ? 'mail' : 'phone'} />
      <div class="what">
        <strong>
          <bdi dir="ltr">{address}</bdi>
        </strong>
        <Status contact={contact} />
        {delivery === 'email' ? null : <small>{text(`contacts.by-${delivery}`)}</small>}
        <small>{text('contacts.added-on', { date: day(addedAt) })}</small>
      </div>
      {isShut ? null : (
        <>
          <MakeUsable contact={contact} />
          <Link
            to={`/remove/${id}`}
            class="button quiet"
            aria-label={text('contacts.remove-which', { masked })}
          >
            <Icon name="trash" />
            <span>{text('contacts.remove')}</span>
          </Link>
        </>
      )}
    </li>
  );
}

function Status({ contact: { addedAt, status } }: { readonly contact: Contact }) {
  switch (status) {
    case 'active':
      return null;
    case 'pending':
    case 'disabled':
      return (
        <>
          <span class="tag warning">{text(`contacts.status-${status}`)}</span>
          <small>
            {status === 'pending'
              ? text('contacts.hint-pending', { until: dateTime(goneAt(addedAt)) })
              : text('contacts.hint-disabled')}
          </small>
        </>
      );
    case 'retired':
      return (
        <>
          <span class="tag">{text('contacts.status-retired')}</span>
          <small>{text('contacts.hint-retired')}</small>
        </>
      );
  }
}

/** ADD-5 */
function goneAt(addedAt: string): string {
  return new Date(Date.parse(addedAt) + numbers.pendingHours * 3_600_000).toISOString();
}

/** What a contact lacks to take codes: its own code (ADD-4), or to be added anew (CODE-3). */
function MakeUsable({ contact: { channel, id, masked, status } }: { readonly contact: Contact }) {
  switch (status) {
    case 'active':
    case 'retired':
      return null;
    case 'pending':
      return (
        <Link to={`/verify/${id}`} class="button" aria-label={text('contacts.enter-code-for', { masked })}>
          {text('contacts.enter-code')}
        </Link>
      );
    case 'disabled':
      return (
        <Link
          to={channel === 'email' ? '/add-email' : '/add-phone'}
          class="button"
          aria-label={text('contacts.add-again-which', { masked })}
        >
          {text('contacts.add-again')}
        </Link>
      );
  }
}
