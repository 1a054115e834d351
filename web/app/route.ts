import type { ComponentType } from 'preact';
import type { Session } from '../api/session.js';

/** One page and who may see it; whoever may not is led to what they have to do first. */
export interface Route {
  /** wouter's pattern, behind the `#`. */
  readonly path: string;
  /** `anybody`: signed in or not. */
  readonly for: 'nobody' | 'anybody' | Session['asks'];
  readonly Page: ComponentType<{ readonly params: Readonly<Record<string, string | undefined>> }>;
}
