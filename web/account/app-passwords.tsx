import { useState } from 'preact/hooks';
import { api, ask, idempotent } from '../api/client.js';
import type { Outcome } from '../api/problem.js';
import type { AppPassword, SecurityInfo } from '../api/shapes.js';
import { useLoaded } from '../api/use-loaded.js';
import { day } from '../texts/dates.js';
import { rich, text } from '../texts/text.js';
import { Loading } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { MakeAppPassword, type MadeAppPassword } from './make-app-password.js';
import { Obstacle, hindranceOf } from './obstacle.js';
import { RevocableList } from './revocable-list.js';
import { ShownOnce } from './shown-once.js';

interface Shown {
  readonly info: SecurityInfo;
  readonly appPasswords: readonly AppPassword[];
}

/** APP-1: for what can't ask for a code. */
export function AppPasswords() {
  const [shown, reload] = useLoaded(load);
  const [made, setMade] = useState<MadeAppPassword>();
  return (
    <Page title={text('account.app-title')} lead={text('account.app-lead')}>
      <Loading from={shown} reload={reload}>
        {({ appPasswords, info }) => {
          const hindrance = hindranceOf(info);
          return (
            <>
              <Obstacle info={info} is={hindrance} />
              {made === undefined ? null : <Made made={made} onDone={() => setMade(undefined)} />}
              {made === undefined && hindrance === undefined ? (
                <MakeAppPassword
                  onMade={(next) => {
                    setMade(next);
                    void reload();
                  }}
                />
              ) : null}
              <h2>{text('account.app-list')}</h2>
              {appPasswords.length === 0 ? (
                <p>{text('account.app-none')}</p>
              ) : (
                <RevocableList
                  icon="key"
                  of="app"
                  items={appPasswords.map(({ createdAt, id, lastUsedAt, name }) => ({
                    id,
                    name,
                    facts: [
                      text('account.added', { on: day(createdAt) }),
                      lastUsedAt === undefined
                        ? text('account.never-used')
                        : text('account.last-used', { on: day(lastUsedAt) }),
                    ],
                  }))}
                  mayRevoke={hindrance === undefined}
                  revoke={revoke}
                  reload={reload}
                />
              )}
            </>
          );
        }}
      </Loading>
    </Page>
  );
}

function Made({ made, onDone }: { readonly made: MadeAppPassword; readonly onDone: () => void }) {
  const title = rich('account.app-shown-title', { name: made.name, bold: (inner) => <bdi>{inner}</bdi> });
  return (
    <ShownOnce key={made.id} title={title} secret={made.appPassword} onDone={onDone}>
      {text('account.app-shown-text')}
    </ShownOnce>
  );
}

async function load(): Promise<Outcome<Shown>> {
  const [info, listed] = await Promise.all([ask(api.GET('/security-info')), ask(api.GET('/app-passwords'))]);
  if (!info.ok) return info;
  if (!listed.ok) return listed;
  return { ok: true, value: { info: info.value, appPasswords: listed.value.appPasswords } };
}

function revoke(appPasswordId: string, key: string): Promise<Outcome<unknown>> {
  return ask(
    api.DELETE('/app-passwords/{appPasswordId}', { params: { path: { appPasswordId }, ...idempotent(key) } }),
  );
}
