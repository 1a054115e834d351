import { AsyncLocalStorage } from 'node:async_hooks';
import type { InvocationContext } from '@azure/functions';

const current = new AsyncLocalStorage<InvocationContext>();

export function inInvocation<T>(context: InvocationContext, work: () => T): T {
  return current.run(context, work);
}

/** Logs in the name of the function that runs, whichever called. Outside of any there is nobody to tell. */
export function logInInvocation(line: string): void {
  current.getStore()?.log(line);
}
