import { useAction } from '../api/use-action.js';
import { useKept } from '../api/use-kept.js';
import { text } from '../texts/text.js';
import { Page } from '../ui/page.js';
import { LazyPhoneForm } from './lazy-phone-form.js';
import { addContact, type NamedContact, type NewContact } from './name-contact.js';
import { ProveContact } from './prove-contact.js';
import { useProven } from './use-proven.js';

/** ADD-1, ADD-2 */
export function AddPhone() {
  const [named, setNamed] = useKept<NamedContact>('add-phone');
  const adding = useAction((contact: NewContact, key) => addContact(contact, key), setNamed);
  const proven = useProven();
  return (
    <Page title={text('contacts.add-phone')} lead={text('contacts.add-phone-lead')}>
      {named === undefined ? (
        <LazyPhoneForm
          busy={adding.busy}
          problem={adding.problem}
          onSubmit={(contact) => void adding.run(contact)}
        />
      ) : (
        <ProveContact
          named={named}
          onNamed={setNamed}
          onVerified={proven}
          onOther={() => setNamed(undefined)}
        />
      )}
    </Page>
  );
}
