import { instant } from '../../domain/instant.js';
import type { CallEvent } from '../../ports/messenger.js';

const PREFIX = 'Microsoft.Communication.';

/**
 * The provider's callback: a JSON array of CloudEvents 1.0. What isn't one of theirs is passed over; the SDK's own parser
 * reads only the first and throws on types it doesn't know.
 */
export function parseCallEvents(body: unknown): readonly CallEvent[] {
  return (Array.isArray(body) ? body : []).flatMap((event: unknown): CallEvent[] => {
    const { data, time, type } = fields(event);
    const { callConnectionId } = fields(data);
    if (typeof type !== 'string' || !type.startsWith(PREFIX) || typeof callConnectionId !== 'string')
      return [];
    const at = typeof time === 'string' ? Date.parse(time) : NaN;
    return [
      { type: type.slice(PREFIX.length), callConnectionId, at: Number.isNaN(at) ? undefined : instant(at) },
    ];
  });
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
