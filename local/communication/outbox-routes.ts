import {
  json,
  problem,
  type LocalRequest,
  type LocalResponse,
  type LocalRoute,
} from '../local-routes/local-route.js';
import { MODES, REPORTS, type Modes } from './modes.js';
import type { Outbox, OutboxEntry } from './outbox.js';
import { fields, parsed } from './wire.js';

/** `/local/outbox`, which sends a browser to the page over it, and `/local/provider`. */
export function outboxRoutes(outbox: Outbox, modes: Modes): readonly LocalRoute[] {
  return [
    {
      method: 'GET',
      path: '/local/outbox',
      handle: (request) => Promise.resolve(listOutbox(outbox, request)),
    },
    { method: 'GET', path: '/local/provider', handle: () => Promise.resolve(json(200, modes.all())) },
    { method: 'POST', path: '/local/provider', handle: ({ body }) => setMode(modes, body) },
  ];
}

function listOutbox(outbox: Outbox, { headers, query }: LocalRequest): LocalResponse {
  // A plus sign in a query is a blank: "?to=+49…" arrives without it.
  const to = query.get('to')?.replace(/^ /, '+') ?? null;
  if (headers['accept']?.includes('text/html') === true) return toPage(to);
  const since = query.get('since');
  const after = since === null ? outbox.entries : entriesSince(outbox.entries, since);
  if (after === undefined) return problem(400, 'since is an instant (RFC 3339) or the id of an entry.');
  return json(
    200,
    after.filter((entry) => to === null || entry.to === to),
  );
}

function toPage(to: string | null): LocalResponse {
  const query = to === null ? '' : `?${new URLSearchParams({ to }).toString()}`;
  return { status: 302, headers: { Location: `/local${query}`, Vary: 'Accept' } };
}

function entriesSince(entries: readonly OutboxEntry[], since: string): readonly OutboxEntry[] | undefined {
  const at = entries.findIndex(({ id }) => id === since);
  if (at >= 0) return entries.slice(at + 1);
  // A plus sign in a query is a blank: "2026-01-01T00:00:00+00:00" arrives without it.
  const instant = Date.parse(since.replace(' ', '+'));
  return Number.isNaN(instant) ? undefined : entries.filter((entry) => Date.parse(entry.at) > instant);
}

async function setMode(modes: Modes, body: string): Promise<LocalResponse> {
  const { delivery, mode, reports } = fields(parsed(body));
  if (await modes.set(delivery, mode, reports)) return json(200, modes.all());
  const one = (words: readonly string[]): string => words.map((word) => `"${word}"`).join('|');
  return problem(
    400,
    `Send {"delivery": "email"|"sms"|"call", "mode": ${one(MODES)}, "reports": ${one(REPORTS)}}; one of the latter can be left out, and a call has no reports.`,
  );
}
