import { Link } from 'wouter-preact';
import { api, ask } from '../api/client.js';
import { isOutside } from '../api/set-up.js';
import { useAction } from '../api/use-action.js';
import { text } from '../texts/text.js';
import { announce } from '../ui/announcement.js';
import { Button } from '../ui/button.js';
import { Loading } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { Obstacle, hindranceOf } from './obstacle.js';
import { saveFile } from './save-file.js';
import { useSecurityInfo } from './use-security-info.js';

/** As the service names it. */
const FILE = 'security-info.json';

/** PRV-3: what is kept, to take along or to have erased. */
export function YourData() {
  const [info, reload] = useSecurityInfo();
  return (
    <Page title={text('account.data-title')} lead={text('account.data-lead')}>
      <Loading from={info} reload={reload}>
        {(loaded) => {
          const hindrance = hindranceOf(loaded, false);
          return hindrance === undefined ? (
            <>
              <Export />
              <section class="card">
                <h2>{text(isOutside ? 'account.forget-title' : 'account.delete-title')}</h2>
                <p>{text(isOutside ? 'account.forget-text' : 'account.delete-text')}</p>
                <div class="actions">
                  <Link to="/delete-account" class="button risky">
                    {text(isOutside ? 'account.forget-go' : 'account.delete-go')}
                  </Link>
                </div>
              </section>
            </>
          ) : (
            <Obstacle info={loaded} is={hindrance} />
          );
        }}
      </Loading>
    </Page>
  );
}

function Export() {
  const download = useAction(
    () => ask(api.GET('/account/export', { parseAs: 'blob' })),
    (content) => {
      saveFile(FILE, content);
      announce(text('account.export-done', { file: FILE }));
    },
  );
  return (
    <section class="card">
      <h2>{text('account.export-title')}</h2>
      <p>{text('account.export-text')}</p>
      <ProblemNotice problem={download.problem} />
      <div class="actions">
        <Button icon="download" busy={download.busy} onClick={() => void download.run(undefined)}>
          {text('account.export-submit')}
        </Button>
      </div>
    </section>
  );
}
