import type { ComponentChildren } from 'preact';
import { api, ask } from '../api/client.js';
import { endSession, session } from '../api/session.js';
import { isOutside, setUp } from '../api/set-up.js';
import { signOutAddress } from '../outside/platform-links.js';
import { text } from '../texts/text.js';
import { Announcement } from '../ui/announcement.js';
import { Button } from '../ui/button.js';
import { Icon } from '../ui/icon.js';
import { ConnectionNotice } from './connection-notice.js';
import { LocalDrawer } from './local-drawer.js';
import { LanguageChoice } from './language-choice.js';
import { Navigation } from './navigation.js';

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
  if (setUp.kind === 'app-service') return <SignOutThere />;
  // Out at once, however long the service takes, and whether or not the tab stays open for the answer.
  const signOut = (): void => {
    const headers = { authorization: `Bearer ${session.value?.token ?? ''}` };
    if (!isOutside) void ask(api.POST('/sign-out', { headers, keepalive: true }));
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

/** The platform's session is all there is; what this tab knows of it goes first, wherever the platform leads. */
function SignOutThere() {
  const signOut = (event: Event): void => {
    event.preventDefault();
    endSession('signed-out');
    location.assign(signOutAddress);
  };
  return (
    <div class="who">
      <bdi>{session.value?.signInName}</bdi>
      <a class="button quiet" href={signOutAddress} onClick={signOut}>
        {text('common.sign-out')}
      </a>
    </div>
  );
}
