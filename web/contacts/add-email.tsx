import { useAction } from '../api/use-action.js';
import { useKept } from '../api/use-kept.js';
import { isolated } from '../texts/isolated.js';
import { rich, text } from '../texts/text.js';
import { announce } from '../ui/announcement.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { Page } from '../ui/page.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { EmailForm } from './email-form.js';
import { addContact, type NamedContact, type NewContact } from './name-contact.js';
import { ProveContact } from './prove-contact.js';
import { useProven } from './use-proven.js';

/** ADD-1, ADD-3 */
export function AddEmail() {
  const [named, setNamed] = useKept<NamedContact>('add-email');
  const adding = useAction((contact: NewContact, key) => addContact(contact, key), setNamed);
  // One tap: the suggestion takes the place of what was typed (ADD-5).
  const instead = useAction(
    (address: string, key) => addContact({ channel: 'email', address }, key),
    (next, address) => {
      announce(text('contacts.suggestion-used', { suggestion: isolated(address) }));
      setNamed(next);
    },
  );
  const proven = useProven();
  const suggestion = named?.hints.find(({ code }) => code === 'likely-misspelled')?.suggestion;
  const isSameProvider = named?.hints.some(({ code }) => code === 'same-provider') === true;
  return (
    <Page title={text('contacts.add-email')} lead={text('contacts.add-email-lead')}>
      {named === undefined ? (
        <EmailForm
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
        >
          {suggestion === undefined ? null : (
            <Notice
              kind="warning"
              title={rich('contacts.did-you-mean', { suggestion, address: (inner) => <bdi>{inner}</bdi> })}
            >
              <ProblemNotice problem={instead.problem} />
              <div>
                <Button busy={instead.busy} onClick={() => void instead.run(suggestion)}>
                  {rich('contacts.use-suggestion', { suggestion, address: (inner) => <bdi>{inner}</bdi> })}
                </Button>
              </div>
            </Notice>
          )}
          {isSameProvider ? (
            <Notice kind="note">
              <p>{text('contacts.same-provider')}</p>
            </Notice>
          ) : null}
        </ProveContact>
      )}
    </Page>
  );
}
