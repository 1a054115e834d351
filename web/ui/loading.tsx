import type { ComponentChildren } from 'preact';
import type { Loaded } from '../api/use-loaded.js';
import { text } from '../texts/text.js';
import { Button } from './button.js';
import { ProblemNotice } from './problem-notice.js';

/** What was fetched, or that it is being fetched, or why it could not be, with a way to try again. */
export function Loading<Value>({
  children,
  from,
  reload,
}: {
  readonly from: Loaded<Value>;
  readonly reload: () => Promise<void>;
  readonly children: (value: Value) => ComponentChildren;
}) {
  switch (from.state) {
    case 'loading':
      return <p class="loading">{text('common.loading')}</p>;
    case 'failed':
      return (
        <>
          <ProblemNotice problem={from.problem} />
          <Button onClick={() => void reload()}>{text('common.try-again')}</Button>
        </>
      );
    case 'ready':
      return <>{children(from.value)}</>;
  }
}
