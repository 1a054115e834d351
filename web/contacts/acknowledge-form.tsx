import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { Problem } from '../api/problem.js';
import { numbers } from '../api/numbers.js';
import { text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { Checkbox } from '../ui/checkbox.js';
import { Notice } from '../ui/notice.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import type { WhyProtected } from './removing.js';
import { WhatIsShut } from './what-is-shut.js';

/** RMV-3: what removing starts, spelled out, and a yes to it. */
export function AcknowledgeForm({
  busy,
  onAcknowledged,
  problem,
  twoStep,
  why,
}: {
  readonly why: WhyProtected;
  readonly twoStep: boolean;
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  readonly onAcknowledged: () => void;
}) {
  const days = numbers.protectionDays;
  const [understood, setUnderstood] = useState(false);
  const [asked, setAsked] = useState(false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(!understood);
        if (!understood) event.currentTarget.querySelector('input')?.focus();
        if (understood) onAcknowledged();
      }}
    >
      <Notice kind="warning">
        <p>{text(`contacts.because-${why}`, { days, probation: numbers.probationDays })}</p>
      </Notice>
      <section class="card">
        <h2>{text('contacts.for-days', { days })}</h2>
        <WhatIsShut twoStep={twoStep} />
        <ul>
          <li>{text('contacts.then-told')}</li>
          <li>{text('contacts.then-cancel')}</li>
          <li>{text(why === 'probation' ? 'contacts.then-rest-stays' : 'contacts.then-new')}</li>
        </ul>
      </section>
      <Checkbox checked={understood} onChange={setUnderstood}>
        {text('contacts.understood', { days })}
      </Checkbox>
      <div role="alert">
        {asked && !understood ? <p class="error">{text('contacts.understood-first')}</p> : null}
      </div>
      <ProblemNotice problem={problem} />
      <div class="actions">
        <Button kind="risky" type="submit" icon="trash" busy={busy}>
          {text(why === 'all' ? 'contacts.remove-all-protect' : 'contacts.remove-protect')}
        </Button>
        <Link to="/" class="button">
          {text(why === 'all' ? 'contacts.keep-all' : 'contacts.keep')}
        </Link>
      </div>
    </form>
  );
}
