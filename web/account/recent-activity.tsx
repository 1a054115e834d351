import { useEffect, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { isOutside } from '../api/set-up.js';
import type { Activity, ActivityEntry } from '../api/shapes.js';
import type { Action } from '../api/use-action.js';
import { day, timeOfDay } from '../texts/dates.js';
import { text } from '../texts/text.js';
import { Button } from '../ui/button.js';
import { Icon } from '../ui/icon.js';
import { Loading } from '../ui/loading.js';
import { Notice } from '../ui/notice.js';
import { Page } from '../ui/page.js';
import { ProblemNotice } from '../ui/problem-notice.js';
import { EVENT_ICONS } from './event-icons.js';
import { useActivity } from './use-activity.js';

/** AUD-1: what happened to the account, day by day, and what to do about what its holder did not do. */
export function RecentActivity() {
  const [olderFrom, setOlderFrom] = useState<string>();
  const { more, reload, shown } = useActivity(setOlderFrom);
  // The button may be gone: who reads with their ears or a keyboard goes on where the older ones begin.
  useEffect(() => {
    if (olderFrom !== undefined) document.getElementById(olderFrom)?.focus();
  }, [olderFrom]);
  return (
    <Page title={text('account.activity-title')} lead={text('account.activity-lead')}>
      <Notice kind="note" title={text('account.activity-unknown-title')}>
        <p>{text(isOutside ? 'account.activity-unknown-there' : 'account.activity-unknown-text')}</p>
        <p class="links">
          {isOutside ? null : <Link to="/password">{text('account.password-title')}</Link>}
          <Link to="/">{text('account.see-security-info')}</Link>
          <Link to="/devices">{text('account.devices-title')}</Link>
          <Link to="/app-passwords">{text('account.app-title')}</Link>
        </p>
      </Notice>
      <Loading from={shown} reload={reload}>
        {(activity) => <Days activity={activity} more={more} />}
      </Loading>
    </Page>
  );
}

function Days({ activity, more }: { readonly activity: Activity; readonly more: Action<string> }) {
  const { next } = activity;
  return (
    <>
      {byDay(activity.events).map(([name, events]) => (
        <section key={name} class="day">
          <h2>{name}</h2>
          <ul class="rows">
            {events.map((event) => (
              <Event key={event.id} event={event} />
            ))}
          </ul>
        </section>
      ))}
      <ProblemNotice problem={more.problem} />
      {next === undefined ? (
        <p class="hint">{text('account.activity-end')}</p>
      ) : (
        <div class="actions">
          <Button busy={more.busy} onClick={() => void more.run(next)}>
            {text('account.activity-more')}
          </Button>
        </div>
      )}
    </>
  );
}

function Event({ event }: { readonly event: ActivityEntry }) {
  return (
    <li id={event.id} tabIndex={-1}>
      <Icon name={EVENT_ICONS[event.kind]} />
      <div class="what">
        <span>{told(event)}</span>
        {event.contact === undefined ? null : (
          <small>
            <bdi>{event.contact.masked}</bdi>
          </small>
        )}
      </div>
      <time dateTime={event.at}>{timeOfDay(event.at)}</time>
    </li>
  );
}

function told({ enabled, kind, reason }: ActivityEntry): string {
  return text(`account.event-${kind}`, { enabled: enabled === true ? 'on' : 'off', reason: reason ?? '' });
}

/** By the days of whoever reads, in the order they come in. */
function byDay(events: readonly ActivityEntry[]): readonly (readonly [string, readonly ActivityEntry[]])[] {
  const days = new Map<string, ActivityEntry[]>();
  for (const event of events) {
    const name = day(event.at);
    days.set(name, [...(days.get(name) ?? []), event]);
  }
  return [...days];
}
