import type { ComponentChildren } from 'preact';
import { Link, useLocation } from 'wouter-preact';
import { api, ask } from '../api/client.js';
import { endSession, session } from '../api/session.js';
import type { TextKey } from '../texts/catalog.js';
import { text } from '../texts/text.js';
import { Announcement } from '../ui/announcement.js';
import { Button } from '../ui/button.js';
import { Icon, type IconName } from '../ui/icon.js';
import { ConnectionNotice } from './connection-notice.js';
import { LocalDrawer } from './local-drawer.js';
import { LanguageChoice } from './language-choice.js';

interface FrameProps {
  readonly children: ComponentChildren;
  /** A page by itself, whoever is signed in here: behind a notice's link. */
  readonly alone?: boolean;
}

/** What is around every page: the name, the way about, the language. */
export function Frame({ alone = false, children }: FrameProps) {
  const isIn = !alone && session.value?.asks === 'nothing';
  return (
    <div class={isIn ? 'frame with-nav' : 'frame'}>
      <a class="skip" href="#main" onClick={skipToMain}>
        {text('common.skip-to-content')}
      </a>
      <header class="top">
        <span class="product">
          <Icon name="shield" />
          {text('common.product')}
        </span>
        {alone || session.value === undefined ? null : <SignOut />}
      </header>
      <ConnectionNotice />
      {isIn ? <Navigation /> : null}
      <main id="main" tabIndex={-1}>
        <Announcement />
        {children}
      </main>
      <footer>
        <LanguageChoice />
        <LocalDrawer />
      </footer>
    </div>
  );
}

/** The part behind the # is the page: the link moves the focus itself. */
function skipToMain(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function SignOut() {
  // Out at once, however long the service takes, and whether or not the tab stays open for the answer.
  const signOut = (): void => {
    const headers = { authorization: `Bearer ${session.value?.token ?? ''}` };
    void ask(api.POST('/sign-out', { headers, keepalive: true }));
    endSession('signed-out');
  };
  return (
    <div class="who">
      <bdi>{session.value?.signInName}</bdi>
      <Button kind="quiet" onClick={signOut}>
        {text('common.sign-out')}
      </Button>
    </div>
  );
}

interface Place {
  readonly to: string;
  readonly name: TextKey;
  readonly icon: IconName;
  /** Pages that belong to it. */
  readonly leadsTo?: RegExp;
}

const PLACES: readonly Place[] = [
  {
    to: '/',
    name: 'common.nav-security-info',
    icon: 'shield',
    leadsTo: /^\/(?:add|verify|remove|replace|cancel)/,
  },
  {
    to: '/sign-in-options',
    name: 'common.nav-signing-in',
    icon: 'key',
    leadsTo: /^\/(?:password|two-step|app-passwords|recovery-code)$/,
  },
  { to: '/devices', name: 'common.nav-devices', icon: 'device' },
  { to: '/activity', name: 'common.nav-activity', icon: 'list' },
  { to: '/data', name: 'common.nav-data', icon: 'download', leadsTo: /^\/delete-account$/ },
];

function Navigation() {
  const [location] = useLocation();
  return (
    <nav aria-label={text('common.navigation')}>
      <ul>
        {PLACES.map(({ icon, leadsTo, name, to }) => (
          <li key={to}>
            <Link to={to} aria-current={location === to ? 'page' : leadsTo?.test(location) === true}>
              <Icon name={icon} />
              {text(name)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
