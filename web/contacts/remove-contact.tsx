import { Link } from 'wouter-preact';
import { numbers } from '../api/numbers.js';
import type { Contact, SecurityInfo } from '../api/shapes.js';
import { useLoaded } from '../api/use-loaded.js';
import { isolated } from '../texts/isolated.js';
import { rich, text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { Loading } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { AcknowledgeForm } from './acknowledge-form.js';
import { Gone } from './gone.js';
import { loadSecurityInfo } from './load-security-info.js';
import { isLast } from './removing.js';
import { useRemoving } from './use-removing.js';

/** RMV-1 to RMV-4 for one contact. */
export function RemoveContact({ params }: { readonly params: Readonly<Record<string, string | undefined>> }) {
  const [info, reload] = useLoaded(loadSecurityInfo);
  return (
    <Page title={text('contacts.remove-title')}>
      <Loading from={info} reload={reload}>
        {(loaded) => {
          const contact = loaded.contacts.find(({ id }) => id === params['contactId']);
          return contact === undefined ? <Gone /> : <Removing contact={contact} info={loaded} />;
        }}
      </Loading>
    </Page>
  );
}

function Removing({ contact, info }: { readonly contact: Contact; readonly info: SecurityInfo }) {
  const { id: contactId, masked, status } = contact;
  const removing = useRemoving(text('contacts.removed', { masked: isolated(masked) }));
  const refused = removing.problem?.code === 'last-contact' ? removing.problem : undefined;
  const isOnProbation = refused?.reason === 'probation';
  const question = (
    <p>
      {rich('contacts.remove-question', { masked, address: (inner) => <bdi class="address">{inner}</bdi> })}
    </p>
  );
  if (refused !== undefined || isLast(contact, info.contacts))
    return (
      <>
        {question}
        <AcknowledgeForm
          why={isOnProbation ? 'probation' : 'last'}
          twoStep={info.twoStepVerification}
          busy={removing.busy}
          problem={refused === undefined ? removing.problem : undefined}
          onAcknowledged={() => void removing.run({ contactId, acknowledged: true })}
        />
      </>
    );
  return (
    <>
      {question}
      <p>
        {status === 'pending'
          ? text('contacts.remove-pending')
          : text('contacts.remove-told', { days: numbers.undoRemovalDays })}
      </p>
      <ProblemNotice problem={removing.problem} />
      <div class="actions">
        <Button
          kind="risky"
          icon="trash"
          busy={removing.busy}
          onClick={() => void removing.run({ contactId, acknowledged: false })}
        >
          {text('contacts.remove')}
        </Button>
        <Link to="/" class="button">
          {text('contacts.keep')}
        </Link>
      </div>
    </>
  );
}
