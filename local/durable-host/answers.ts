import type { DurableResponse } from './durable-host.js';

export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): DurableResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

export function empty(status: number): DurableResponse {
  return { status, headers: {}, body: '' };
}

/** As the extension words what it refuses: what went wrong, and the reason it was given. */
export function failure(status: number, Message: string, ExceptionMessage?: string): DurableResponse {
  return json(status, { Message, ...(ExceptionMessage === undefined ? {} : { ExceptionMessage }) });
}

export const NO_ARGUMENT = 'One or more of the arguments submitted is incorrect';
export const WENT_WRONG = 'Something went wrong while processing your request';
