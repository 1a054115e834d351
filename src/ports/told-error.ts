import type { Unavailable } from './unavailable.js';

/** `storage unavailable (status 503)`: who does not answer, and how. */
export function whatIsAway({ cause, message }: Unavailable): string {
  return cause instanceof Error ? `${message} (${cause.message})` : message;
}

/** PRV-2: the name and the stack say what broke and where; the message of an unknown error might say whose. */
export function whereItBroke(error: unknown): string {
  return [nameOf(error), ...framesOf(error)].join('\n');
}

export function nameOf(error: unknown): string {
  return error instanceof Error && /^\w{1,60}$/.test(error.name) ? error.name : 'Error';
}

/** A stack repeats the message before its first frame, and a message may have lines that look like frames. */
function framesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error) || error.stack === undefined) return [];
  const { message, stack } = error;
  const from = stack.includes(message) ? stack.indexOf(message) + message.length : 0;
  return stack
    .slice(from)
    .split('\n')
    .filter((line) => /^\s+at \S/.test(line));
}
