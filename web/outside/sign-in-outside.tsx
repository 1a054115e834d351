import { useEffect, useState } from 'preact/hooks';
import { stillSignedInThere } from '../api/session.js';
import { setUp, type OidcSetUp } from '../api/set-up.js';
import { HowItEnded } from '../sign-in/how-it-ended.js';
import { rich, text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { Page } from '../ui/page.js';
import { leaveToSignIn } from './arrival.js';
import { signInAddress } from './platform-links.js';
import { trouble } from './trouble.js';

/** IDN-1, IDN-2: whoever has the accounts signs people in; here is the way there. */
export function SignInOutside() {
  switch (setUp.kind) {
    case 'embedded':
      return null;
    case 'app-service':
      return (
        <Page title={text('sign-in.title')} lead={text('sign-in.outside-lead')}>
          <HowItEnded />
          <div class="actions">
            <a class="button main" href={signInAddress(setUp.loginProvider)}>
              {text('sign-in.submit')}
            </a>
          </div>
        </Page>
      );
    case 'oidc':
      return setUp.client === undefined ? <NoWayFromHere oidc={setUp} /> : <WithProvider oidc={setUp} />;
  }
}

interface Props {
  readonly oidc: OidcSetUp;
}

function WithProvider({ oidc }: Props) {
  const [busy, setBusy] = useState(false);
  // “Back” from there may bring this page to life as it stood.
  useEffect(() => {
    const goOn = (): void => setBusy(false);
    addEventListener('pageshow', goOn);
    return () => removeEventListener('pageshow', goOn);
  }, []);
  const leave = async (): Promise<void> => {
    setBusy(true);
    trouble.value = await leaveToSignIn(oidc);
    if (trouble.value !== undefined) setBusy(false);
  };
  return (
    <Page title={text('sign-in.title')} lead={at(oidc, 'sign-in.outside-lead-at')}>
      <HowItEnded />
      <StillSignedInThere oidc={oidc} />
      <div role="alert">
        {trouble.value === undefined ? null : (
          <Notice kind="warning">
            <p>{text(`sign-in.outside-${trouble.value}`)}</p>
          </Notice>
        )}
      </div>
      <div class="actions">
        <Button kind="main" busy={busy} onClick={() => void leave()}>
          {text('sign-in.submit')}
        </Button>
      </div>
    </Page>
  );
}

/** Whoever leaves a shared computer wants to leave both. */
function StillSignedInThere({ oidc }: Props) {
  if (stillSignedInThere.value === undefined) return null;
  return (
    <p>
      {at(oidc, 'sign-in.outside-still')}{' '}
      <a href={stillSignedInThere.value}>{text('sign-in.outside-leave')}</a>
    </p>
  );
}

function NoWayFromHere({ oidc }: Props) {
  return (
    <Page title={text('sign-in.outside-none-title')} lead={at(oidc, 'sign-in.outside-none')}>
      <HowItEnded />
    </Page>
  );
}

function at(
  { issuer }: OidcSetUp,
  key: 'sign-in.outside-lead-at' | 'sign-in.outside-none' | 'sign-in.outside-still',
) {
  return rich(key, { where: new URL(issuer).host, bold: (inner) => <bdi dir="ltr">{inner}</bdi> });
}
