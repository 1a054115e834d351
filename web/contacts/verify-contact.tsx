import { useState } from 'preact/hooks';
import type { Challenge, Contact, Delivery } from '../api/shapes.js';
import { useAction } from '../api/use-action.js';
import { useKept } from '../api/use-kept.js';
import { useLoaded } from '../api/use-loaded.js';
import { ChallengePanel } from '../challenge/challenge-panel.js';
import { rich, text } from '../texts/text.js';
import { Loading } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { DeliveryChoice } from './delivery-choice.js';
import { Gone } from './gone.js';
import { loadSecurityInfo } from './load-security-info.js';
import { askAgain } from './name-contact.js';
import { SendCodeForm } from './send-code-form.js';
import { useProven } from './use-proven.js';

/** A contact that was named and left: another code for it (ADD-4). */
export function VerifyContact({ params }: { readonly params: Readonly<Record<string, string | undefined>> }) {
  const [info, reload] = useLoaded(loadSecurityInfo);
  return (
    <Page title={text('contacts.verify-title')}>
      <Loading from={info} reload={reload}>
        {({ contacts }) => {
          const contact = contacts.find(({ id }) => id === params['contactId']);
          return contact?.status === 'pending' ? <Verifying contact={contact} /> : <Gone />;
        }}
      </Loading>
    </Page>
  );
}

function Verifying({ contact }: { readonly contact: Contact }) {
  const { id: contactId, masked } = contact;
  const [delivery, setDelivery] = useState<Delivery>(contact.delivery);
  const [challenge, setChallenge] = useKept<Challenge>(`verify ${contactId}`);
  const proven = useProven();
  const asking = useAction(
    (by: Delivery, key) => askAgain(contactId, by, key),
    ({ challenge: begun }) => setChallenge(begun),
  );
  if (challenge !== undefined)
    return (
      <ChallengePanel
        key={challenge.id}
        challenge={challenge}
        onVerified={proven}
        onAgain={() => setChallenge(undefined)}
      />
    );
  return (
    <SendCodeForm busy={asking.busy} problem={asking.problem} onSubmit={() => void asking.run(delivery)}>
      <p>
        {rich('contacts.verify-lead', { masked, address: (inner) => <bdi class="address">{inner}</bdi> })}
      </p>
      {delivery === 'email' ? null : <DeliveryChoice value={delivery} onChange={setDelivery} />}
    </SendCodeForm>
  );
}
