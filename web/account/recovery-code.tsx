import { useEffect } from 'preact/hooks';
import { api, ask, idempotent } from '../api/client.js';
import { serverNow } from '../api/server-time.js';
import { session } from '../api/session.js';
import { useAction } from '../api/use-action.js';
import { useIsHere } from '../api/use-is-here.js';
import { day } from '../texts/dates.js';
import { text } from '../texts/text.js';
import { announce } from '../ui/announcement.js';
import { Button } from '../ui/button.js';
import { Loading } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { madeRecoveryCode } from './made-recovery-code.js';
import { Obstacle, hindranceOf } from './obstacle.js';
import { saveFile } from './save-file.js';
import { ShownOnce } from './shown-once.js';
import { useSecurityInfo } from './use-security-info.js';

function forget(): void {
  madeRecoveryCode.value = undefined;
}

/** REC-5: a code to keep on paper. */
export function RecoveryCode() {
  const [info, reload] = useSecurityInfo();
  const isHere = useIsHere();
  const made = madeRecoveryCode.value;
  useEffect(() => forget, []);
  const make = useAction(
    (_: undefined, key) => ask(api.POST('/recovery-code', { params: idempotent(key) })),
    ({ recoveryCode }) => {
      madeRecoveryCode.value = recoveryCode;
      if (!isHere.current) announce(text('account.recovery-ready'));
    },
  );
  return (
    <Page title={text('account.recovery-title')} lead={text('account.recovery-lead')}>
      <Loading from={info} reload={reload}>
        {(loaded) => {
          const hindrance = hindranceOf(loaded);
          return (
            <>
              <Obstacle info={loaded} is={hindrance} />
              {made === undefined ? null : <Made code={made} onDone={forget} />}
              <ul class="facts">
                <li>{text('account.recovery-once')}</li>
                <li>{text('account.recovery-replaces')}</li>
              </ul>
              {made === undefined && hindrance === undefined ? (
                <>
                  <ProblemNotice problem={make.problem} />
                  <div class="actions">
                    <Button kind="main" busy={make.busy} onClick={() => void make.run(undefined)}>
                      {text('account.recovery-make')}
                    </Button>
                  </div>
                </>
              ) : null}
            </>
          );
        }}
      </Loading>
    </Page>
  );
}

function Made({ code, onDone }: { readonly code: string; readonly onDone: () => void }) {
  return (
    <ShownOnce
      title={text('account.recovery-shown-title')}
      secret={code}
      onDone={onDone}
      more={
        <>
          <Button icon="download" onClick={() => saveFile('recovery-code.txt', paper(code))}>
            {text('account.recovery-save')}
          </Button>
          <Button onClick={() => print()}>{text('account.recovery-print')}</Button>
        </>
      }
    >
      {text('account.recovery-shown-text')}
    </ShownOnce>
  );
}

function paper(code: string): Blob {
  const name = session.value?.signInName ?? '';
  const on = day(new Date(serverNow()).toISOString());
  return new Blob([text('account.recovery-file', { name, on, code })], { type: 'text/plain;charset=utf-8' });
}
