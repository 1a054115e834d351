import { useEffect } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { SecurityInfo } from '../api/shapes.js';
import { serverNow } from '../api/server-time.js';
import { useSecondsLeft } from '../api/use-seconds-left.js';
import { dateTime, daysUntil } from '../texts/dates.js';
import { text } from '../texts/text.js';
import { Notice } from '../ui/notice.js';
import { WhatIsShut } from './what-is-shut.js';

const ASK_AGAIN_AFTER = 3_000;

/** WIN: for how long, why, what that means, and how to end it. */
export function ProtectionNotice({
  endsAt,
  info,
  onOver,
}: {
  readonly info: SecurityInfo;
  readonly endsAt: string;
  readonly onOver: () => Promise<void>;
}) {
  const isOver = useSecondsLeft(endsAt) === 0;
  useEffect(() => {
    if (!isOver) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isLeft = false;
    const ask = async (): Promise<void> => {
      await onOver();
      // This page's clock may be up to two seconds ahead: the service may not be there yet.
      if (!isLeft) timer = setTimeout(() => void ask(), ASK_AGAIN_AFTER);
    };
    void ask();
    return () => {
      isLeft = true;
      clearTimeout(timer);
    };
  }, [isOver]);
  const { contacts, protection, twoStepVerification } = info;
  const canCancel = contacts.some(({ status }) => status === 'retired');
  return (
    <Notice kind="warning" title={text('contacts.protected-for', { days: daysUntil(endsAt, serverNow()) })}>
      <p>
        {text(`contacts.protected-${protection.reason ?? 'all-removed'}`)}{' '}
        {text('contacts.protected-until', { date: dateTime(endsAt) })}
      </p>
      <WhatIsShut twoStep={twoStepVerification} />
      {canCancel ? (
        <>
          <p>{text('contacts.protected-cancel')}</p>
          <div>
            <Link to="/cancel-protection" class="button">
              {text('contacts.cancel-protection')}
            </Link>
          </div>
        </>
      ) : null}
    </Notice>
  );
}
