import type { InvocationContext } from '@azure/functions';
import type { WrittenAnswer } from './answer.js';

/** One line a request, with nothing in it that belongs to a person. */
export function logRequest(
  context: InvocationContext,
  route: string,
  { code, status }: WrittenAnswer,
  storage: Readonly<Record<string, number>>,
  started: number,
): void {
  const milliseconds = Math.round(performance.now() - started);
  const told = code === undefined ? {} : { code };
  context.log(JSON.stringify({ event: 'request', route, status, ...told, milliseconds, storage }));
}
