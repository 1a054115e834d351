import { useEffect, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { Contact, SecurityInfo } from '../api/shapes.js';
import { useLoaded } from '../api/use-loaded.js';
import { text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { Icon } from '../ui/icon.js';
import { Loading } from '../ui/loading.js';
import { Notice } from '../ui/notice.js';
import { Page } from '../ui/page.js';
import { ContactRow } from './contact-row.js';
import { loadSecurityInfo } from './load-security-info.js';
import { ProtectionNotice } from './protection-notice.js';
import { isOwn } from './removing.js';

/** Home: the contacts, and how the account stands. */
export function SecurityInfoPage() {
  const [info, reload] = useLoaded(loadSecurityInfo);
  return (
    <Page title={text('contacts.title')} lead={text('contacts.lead')}>
      <Loading from={info} reload={reload}>
        {(loaded) => <Standing info={loaded} reload={reload} />}
      </Loading>
    </Page>
  );
}

function Standing({ info, reload }: { readonly info: SecurityInfo; readonly reload: () => Promise<void> }) {
  const { contacts, protection } = info;
  const { endsAt, state } = protection;
  const isShut = state === 'protected';
  const isAwaited = state === 'awaiting-info';
  // One that waits for its code says itself what to do.
  const isInvited = isAwaited ? !contacts.some(isOwn) : contacts.length === 0;
  return (
    <>
      {isShut && endsAt !== undefined ? (
        <ProtectionNotice info={info} endsAt={endsAt} onOver={reload} />
      ) : null}
      {isShut || !isInvited ? null : <Invitation isAwaited={isAwaited} />}
      {contacts.length === 0 ? null : <Contacts info={info} isShut={isShut} />}
      {isShut ? null : <Changing info={info} />}
    </>
  );
}

/** WIN-5, or nothing was ever added. */
function Invitation({ isAwaited }: { readonly isAwaited: boolean }) {
  return isAwaited ? (
    <Notice kind="warning" title={text('contacts.awaiting-title')}>
      <p>{text('contacts.awaiting-lead')}</p>
    </Notice>
  ) : (
    <Notice kind="note" title={text('contacts.empty-title')}>
      <p>{text('contacts.empty-lead')}</p>
    </Notice>
  );
}

/** Whole addresses are for whoever has just shown that it's them (PRV-2): a page left open goes back to masked ones. */
const SHOWN_FOR = 5 * 60_000;

function Contacts({ info, isShut }: { readonly info: SecurityInfo; readonly isShut: boolean }) {
  const [showsAddress, setShowsAddress] = useState(false);
  useEffect(() => {
    if (!showsAddress) return;
    const timer = setTimeout(() => setShowsAddress(false), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [showsAddress]);
  const canShow = info.contacts.some(({ address }) => address !== undefined);
  return (
    <>
      <div class="row-heading">
        <h2>{text('contacts.your-contacts')}</h2>
        {canShow ? (
          <Button kind="quiet" onClick={() => setShowsAddress(!showsAddress)}>
            {text(showsAddress ? 'contacts.hide-full' : 'contacts.show-full')}
          </Button>
        ) : null}
      </div>
      <ul class="rows">
        {[...info.contacts].sort(byAge).map((contact) => (
          <ContactRow key={contact.id} contact={contact} isShut={isShut} showsAddress={showsAddress} />
        ))}
      </ul>
    </>
  );
}

/** They come in no order. */
function byAge(one: Contact, other: Contact): number {
  return Date.parse(one.addedAt) - Date.parse(other.addedAt);
}

function Changing({ info }: { readonly info: SecurityInfo }) {
  const advice = adviceFor(info);
  const own = info.contacts.filter(isOwn);
  return (
    <>
      {advice === undefined ? null : (
        <Notice kind="note">
          <p>{text(advice)}</p>
        </Notice>
      )}
      <div class="actions">
        <Link to="/add-email" class={info.contacts.length === 0 ? 'button main' : 'button'}>
          <Icon name="plus" />
          {text('contacts.add-email')}
        </Link>
        <Link to="/add-phone" class="button">
          <Icon name="plus" />
          {text('contacts.add-phone')}
        </Link>
      </div>
      {own.length === 0 ? null : (
        <div class="actions ways-out">
          <Link to="/replace">{text('contacts.none-of-these')}</Link>
          {own.length > 1 ? <Link to="/remove-all">{text('contacts.remove-all')}</Link> : null}
        </div>
      )}
    </>
  );
}

/** What would keep the holder from being locked out: a second contact; with two-step verification, on the other channel (REC-3). */
function adviceFor({ contacts, twoStepVerification }: SecurityInfo) {
  const active = contacts.filter(({ status }) => status === 'active');
  if (active.length === 0) return undefined;
  const lacks = (['email', 'phone'] as const).find(
    (channel) => !active.some((contact) => contact.channel === channel),
  );
  if (twoStepVerification && lacks !== undefined) return `contacts.advice-${lacks}` as const;
  return active.length === 1 ? ('contacts.advice-second' as const) : undefined;
}
