import type { ComponentChildren } from 'preact';
import { useAction } from '../api/use-action.js';
import { useIsHere } from '../api/use-is-here.js';
import { isolated } from '../texts/isolated.js';
import { rich, text } from '../texts/text.js';
import { announce } from '../ui/announcement.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { AddContact } from './add-contact.js';
import { EmailForm } from './email-form.js';
import { addContact, type NamedContact } from './name-contact.js';

/** ADD-3 */
export function AddEmail() {
  return (
    <AddContact
      of="email"
      Form={EmailForm}
      hints={({ hints }, onNamed) => {
        const suggestion = hints.find(({ code }) => code === 'likely-misspelled')?.suggestion;
        return (
          <>
            {suggestion === undefined ? null : <Suggestion address={suggestion} onNamed={onNamed} />}
            {hints.some(({ code }) => code === 'same-provider') ? (
              <Notice kind="note">
                <p>{text('contacts.same-provider')}</p>
              </Notice>
            ) : null}
          </>
        );
      }}
    />
  );
}

/** One tap: it takes the place of what was typed (ADD-5). */
function Suggestion({
  address,
  onNamed,
}: {
  readonly address: string;
  readonly onNamed: (named: NamedContact) => void;
}) {
  const isHere = useIsHere();
  const instead = useAction(
    (_: undefined, key) => addContact({ channel: 'email', address }, key),
    (next) => {
      // Another may be named by now.
      if (!isHere.current) return;
      announce(text('contacts.suggestion-used', { suggestion: isolated(address) }));
      onNamed(next);
    },
  );
  const shown = { suggestion: address, address: (inner: ComponentChildren) => <bdi>{inner}</bdi> };
  return (
    <Notice kind="warning" title={rich('contacts.did-you-mean', shown)}>
      <ProblemNotice problem={instead.problem} />
      <div>
        <Button busy={instead.busy} onClick={() => void instead.run(undefined)}>
          {rich('contacts.use-suggestion', shown)}
        </Button>
      </div>
    </Notice>
  );
}
