import { useCallback } from 'preact/hooks';
import { Link, Redirect, useLocation } from 'wouter-preact';
import { api, ask } from '../api/client.js';
import { useLoaded } from '../api/use-loaded.js';
import { ChallengePanel } from '../challenge/challenge-panel.js';
import { rich, text } from '../texts/text.js';
import { Loading } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { afterProof } from './after-proof.js';
import { RecoveryProblem } from './recovery-problem.js';
import { placeOf, proceed, type Recovery } from './recovery.js';

/** REC-3: the code, whose challenge looks the same whether one was sent or not. */
export function EnterCode({ recovery }: { readonly recovery: Recovery }) {
  const { challengeId } = recovery;
  if (challengeId === undefined) return <Redirect to={placeOf(recovery)} replace />;
  return (
    <Page title={text('recovery.code-title')} lead={text('recovery.code-lead')}>
      <Asked recovery={recovery} challengeId={challengeId} />
      <div class="actions">
        <Link to="/recover/contact" class="button quiet">
          {text('recovery.check-again')}
        </Link>
      </div>
    </Page>
  );
}

function Asked({ challengeId, recovery }: { readonly recovery: Recovery; readonly challengeId: string }) {
  const [, navigate] = useLocation();
  const load = useCallback(
    () => ask(api.GET('/challenges/{challengeId}', { params: { path: { challengeId } } })),
    [challengeId],
  );
  const [loaded, reload] = useLoaded(load);
  if (loaded.state === 'failed' && loaded.problem.code === 'not-found')
    return <RecoveryProblem problem={loaded.problem} />;
  return (
    <Loading from={loaded} reload={reload}>
      {(challenge) => (
        <div class="card">
          <ChallengePanel
            key={challenge.id}
            challenge={challenge}
            sent={rich('recovery.sent', {
              masked: challenge.contact.masked,
              address: (inner) => <bdi class="address">{inner}</bdi>,
            })}
            onVerified={(verified) => {
              const next = afterProof(recovery, verified);
              if (next !== undefined) navigate(next);
            }}
            onAgain={() => {
              proceed(recovery.recoveryId, { challengeId: undefined });
              navigate('/recover/contact');
            }}
          />
        </div>
      )}
    </Loading>
  );
}
