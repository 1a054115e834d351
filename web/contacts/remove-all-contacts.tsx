import { useLoaded } from '../api/use-loaded.js';
import { text } from '../texts/text.js';
import { Loading } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { AcknowledgeForm } from './acknowledge-form.js';
import { loadSecurityInfo } from './load-security-info.js';
import { useRemoving } from './use-removing.js';
import { Gone } from './gone.js';
import { isOwn } from './removing.js';

/** RMV-3: every contact at once. */
export function RemoveAllContacts() {
  const [info, reload] = useLoaded(loadSecurityInfo);
  const removing = useRemoving(text('contacts.removed-all'));
  return (
    <Page title={text('contacts.remove-all-title')}>
      <Loading from={info} reload={reload}>
        {({ contacts, twoStepVerification }) => {
          const own = contacts.filter(isOwn);
          return own.length === 0 ? (
            <Gone />
          ) : (
            <>
              <ul class="addresses">
                {own.map(({ id, masked }) => (
                  <li key={id}>
                    <bdi class="address" dir="ltr">
                      {masked}
                    </bdi>
                  </li>
                ))}
              </ul>
              <AcknowledgeForm
                why="all"
                twoStep={twoStepVerification}
                busy={removing.busy}
                problem={removing.problem}
                onAcknowledged={() => void removing.run({ acknowledged: true })}
              />
            </>
          );
        }}
      </Loading>
    </Page>
  );
}
