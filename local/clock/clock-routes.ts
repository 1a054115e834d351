import { addTo, parse } from './duration.js';
import type { TimeParticipant } from './time-participant.js';
import type { VirtualClock } from './virtual-clock.js';
import { json, problem, type LocalRoute } from '../local-routes/local-route.js';

/** `GET /local/clock`, which also tells of a walk under way, and `POST /local/clock {advance}` that walks virtual time forward. */
export function clockRoutes(
  clock: VirtualClock,
  participants: () => readonly TimeParticipant[],
): readonly LocalRoute[] {
  const stands = () => ({ now: iso(clock.now()), offset: clock.offset });
  return [
    { method: 'GET', path: '/local/clock', handle: async () => json(200, { ...stands(), ...walk(clock) }) },
    {
      method: 'POST',
      path: '/local/clock',
      handle: async ({ body }) => {
        const duration = readAdvance(body);
        if (duration === undefined) {
          return problem(
            400,
            'Send {"advance": "P30D"}: an ISO 8601 duration, not negative, of at most 100 years.',
          );
        }
        await clock.advanceTo(addTo(duration, clock.now()), participants(), progress());
        return json(200, stands());
      },
    },
  ];
}

function walk({ advancing }: VirtualClock): object {
  return advancing === undefined ? {} : { advancing: { from: iso(advancing.from), to: iso(advancing.to) } };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

function readAdvance(body: string): ReturnType<typeof parse> {
  try {
    const { advance } = JSON.parse(body) as { advance?: unknown };
    return typeof advance === 'string' ? parse(advance) : undefined;
  } catch {
    return undefined;
  }
}

/** Long walks tell a terminal where they are, once a second. */
function progress(): ((now: number) => void) | undefined {
  if (!process.stderr.isTTY) return undefined;
  let told = performance.now();
  return (now) => {
    if (performance.now() - told < 1000) return;
    told = performance.now();
    process.stderr.write(`  … ${new Date(now).toISOString()}\n`);
  };
}
