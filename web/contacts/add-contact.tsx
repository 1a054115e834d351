import type { ComponentChildren, ComponentType } from 'preact';
import { useAction } from '../api/use-action.js';
import { useKept } from '../api/use-kept.js';
import { text } from '../texts/text.js';
import { Page } from '../ui/page.js';
import type { ContactFormProps } from './email-form.js';
import { addContact, type NamedContact } from './name-contact.js';
import { ProveContact } from './prove-contact.js';
import { useProven } from './use-proven.js';

interface AddContactProps {
  readonly of: 'email' | 'phone';
  readonly Form: ComponentType<ContactFormProps>;
  /** What to know before the code is entered; another contact may be named there. */
  readonly hints?: (named: NamedContact, onNamed: (next: NamedContact) => void) => ComponentChildren;
}

/** ADD-1: a contact is named, then proven. */
export function AddContact({ Form, hints, of }: AddContactProps) {
  const [named, setNamed] = useKept<NamedContact>(`add-${of}`);
  const adding = useAction(addContact, setNamed);
  const proven = useProven();
  return (
    <Page title={text(`contacts.add-${of}`)} lead={text(`contacts.add-${of}-lead`)}>
      {named === undefined ? (
        <Form busy={adding.busy} problem={adding.problem} onSubmit={(contact) => void adding.run(contact)} />
      ) : (
        <ProveContact
          named={named}
          onNamed={setNamed}
          onVerified={proven}
          onOther={() => setNamed(undefined)}
        >
          {hints?.(named, setNamed)}
        </ProveContact>
      )}
    </Page>
  );
}
