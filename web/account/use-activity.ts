import { useState } from 'preact/hooks';
import { api, ask } from '../api/client.js';
import type { Outcome } from '../api/problem.js';
import type { Activity } from '../api/shapes.js';
import { useAction, type Action } from '../api/use-action.js';
import { useLoaded, type Loaded } from '../api/use-loaded.js';

interface ShownActivity {
  readonly shown: Loaded<Activity>;
  readonly reload: () => Promise<void>;
  /** Fetches what is before the last that is shown. */
  readonly more: Action<string>;
}

/**
 * AUD-1: the newest page, fetched anew as every page is, and whatever older ones were asked for.
 *
 * @param onMore told where the older ones begin
 */
export function useActivity(onMore: (firstId: string | undefined) => void): ShownActivity {
  const [newest, reload] = useLoaded(() => page());
  const [gathered, setGathered] = useState<Activity>();
  const shown: Loaded<Activity> =
    newest.state === 'ready' ? { state: 'ready', value: joined(newest.value, gathered) } : newest;
  const more = useAction(
    (cursor: string) => page(cursor),
    (older) => {
      const before = shown.state === 'ready' ? shown.value.events : [];
      setGathered({ ...older, events: [...before, ...older.events] });
      onMore(older.events[0]?.id);
    },
  );
  return { shown, reload, more };
}

function page(cursor?: string): Promise<Outcome<Activity>> {
  return ask(api.GET('/activity', { params: { query: cursor === undefined ? {} : { cursor } } }));
}

/** The newest on top of what was gathered before; alone where so much happened since that there may be a gap between. */
function joined(newest: Activity, gathered: Activity | undefined): Activity {
  if (gathered === undefined) return newest;
  const known = new Set(gathered.events.map(({ id }) => id));
  const fresh = newest.events.filter(({ id }) => !known.has(id));
  const hasGap = fresh.length === newest.events.length && fresh.length > 0;
  return hasGap ? newest : { ...gathered, events: [...fresh, ...gathered.events] };
}
