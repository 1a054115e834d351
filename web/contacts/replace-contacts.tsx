import { useState } from 'preact/hooks';
import { numbers } from '../api/numbers.js';
import { endSession } from '../api/session.js';
import type { Verified } from '../api/shapes.js';
import { useAction } from '../api/use-action.js';
import { useKept } from '../api/use-kept.js';
import { dateTime } from '../texts/dates.js';
import { rich, text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { Choice } from '../ui/choice.js';
import { Notice } from '../ui/notice.js';
import { Page } from '../ui/page.js';
import { EmailForm } from './email-form.js';
import { LazyPhoneForm } from './lazy-phone-form.js';
import { requestReplacement, type NamedContact, type NewContact } from './name-contact.js';
import { ProveContact } from './prove-contact.js';
import { useProven } from './use-proven.js';
import { WhatIsShut } from './what-is-shut.js';

const days = numbers.protectionDays;

/** REP: "I don't have any of these". Also for whoever is asked for a code before they are in. */
export function ReplaceContacts() {
  const [named, setNamed] = useKept<NamedContact>('replace');
  const [done, setDone] = useState<Verified>();
  const replacing = useAction((contact: NewContact, key) => requestReplacement(contact, key), setNamed);
  const proven = useProven();
  if (done !== undefined) return <Replaced verified={done} />;
  return (
    <Page title={text('contacts.replace-title')} lead={text('contacts.replace-lead', { days })}>
      {named === undefined ? (
        <>
          <WhatHappens />
          <Naming
            busy={replacing.busy}
            problem={replacing.problem}
            onSubmit={(contact) => void replacing.run(contact)}
          />
        </>
      ) : (
        <ProveContact
          named={named}
          onNamed={setNamed}
          // Who is in goes on; who was on the way in begins anew.
          onVerified={(verified) =>
            verified.accessToken === undefined ? setDone(verified) : proven(verified)
          }
          onOther={() => setNamed(undefined)}
        >
          <Notice kind="warning">
            <p>{text('contacts.replace-starts')}</p>
          </Notice>
        </ProveContact>
      )}
    </Page>
  );
}

function WhatHappens() {
  return (
    <section class="card">
      <h2>{text('contacts.replace-what')}</h2>
      <ol>
        <li>{text('contacts.replace-first')}</li>
        <li>{text('contacts.replace-told')}</li>
        <li>{text('contacts.replace-end')}</li>
      </ol>
      <h2>{text('contacts.for-days', { days })}</h2>
      <WhatIsShut twoStep />
    </section>
  );
}

function Naming(props: Parameters<typeof EmailForm>[0]) {
  const [channel, setChannel] = useState<'email' | 'phone'>('email');
  return (
    <>
      <Choice
        legend={text('contacts.replace-with')}
        options={[
          { value: 'email', label: text('contacts.email') },
          { value: 'phone', label: text('contacts.number') },
        ]}
        value={channel}
        onChange={setChannel}
      />
      {channel === 'email' ? <EmailForm {...props} /> : <LazyPhoneForm {...props} />}
    </>
  );
}

function Replaced({ verified: { contact, protection } }: { readonly verified: Verified }) {
  const date = protection?.endsAt === undefined ? '' : dateTime(protection.endsAt);
  return (
    <Page title={text('contacts.replaced-title')}>
      <Notice kind="good" title={text('contacts.now-protected', { date })}>
        <p>
          {rich('contacts.replaced-then', {
            masked: contact.masked,
            address: (inner) => <bdi class="address">{inner}</bdi>,
          })}
        </p>
        <WhatIsShut twoStep />
      </Notice>
      <div>
        <Button kind="main" onClick={() => endSession('signed-out')}>
          {text('contacts.to-sign-in')}
        </Button>
      </div>
    </Page>
  );
}
