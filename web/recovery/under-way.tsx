import type { ComponentType } from 'preact';
import { Redirect } from 'wouter-preact';
import type { Route } from '../app/route.js';
import { recovery, type Recovery } from './recovery.js';

/** A page of a recovery; without one it leads to where one begins. */
export function underWay(Page: ComponentType<{ readonly recovery: Recovery }>): Route['Page'] {
  return function UnderWay() {
    const now = recovery.value;
    return now === undefined ? <Redirect to="/recover" replace /> : <Page recovery={now} />;
  };
}
