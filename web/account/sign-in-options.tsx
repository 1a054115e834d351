import { Link } from 'wouter-preact';
import { isOutside } from '../api/set-up.js';
import { text } from '../texts/text.js';
import { Icon, type IconName } from '../ui/icon.js';
import { Loading } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { Obstacle, hindranceOf } from './obstacle.js';
import { useSecurityInfo } from './use-security-info.js';

const OPTIONS = (
  [
    { to: '/password', name: 'password', icon: 'key', isOwn: true },
    { to: '/two-step', name: 'two-step', icon: 'shield', isOwn: false },
    { to: '/app-passwords', name: 'app-passwords', icon: 'mail', isOwn: false },
    { to: '/recovery-code', name: 'recovery-code', icon: 'lock', isOwn: false },
  ] as const satisfies readonly Option[]
).filter(({ isOwn }) => !(isOwn && isOutside));

interface Option {
  readonly to: string;
  readonly name: string;
  readonly icon: IconName;
  /** There only where passwords are the service's own. */
  readonly isOwn: boolean;
}

/** What opens the account, and where each of it is changed. */
export function SignInOptions() {
  const [info, reload] = useSecurityInfo();
  return (
    <Page title={text('account.options-title')} lead={text('account.options-lead')}>
      <Loading from={info} reload={reload}>
        {(loaded) => (
          <>
            <Obstacle info={loaded} is={hindranceOf(loaded, false)} />
            <ul class="rows">
              {OPTIONS.map(({ icon, name, to }) => (
                <li key={name}>
                  <Icon name={icon} />
                  <div class="what">
                    <Link to={to} class="whole">
                      {text(`account.options-${name}`)}
                    </Link>
                    <small>{text(`account.options-${name}-hint`)}</small>
                  </div>
                  {name === 'two-step' ? <OnOff on={loaded.twoStepVerification} /> : null}
                </li>
              ))}
            </ul>
          </>
        )}
      </Loading>
    </Page>
  );
}

function OnOff({ on }: { readonly on: boolean }) {
  return <span class={on ? 'tag good' : 'tag'}>{text(on ? 'account.on' : 'account.off')}</span>;
}
