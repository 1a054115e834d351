import type { ComponentType } from 'preact';
import type { Session } from '../api/session.js';

type Visitor = 'nobody' | 'anybody' | Session['asks'];

/** One page and who may see it; whoever may not is led to what they have to do first. */
export interface Route {
  /** wouter's pattern, behind the `#`. */
  readonly path: string;
  /** `anybody`: signed in or not. Several: whichever of these. */
  readonly for: Visitor | readonly Visitor[];
  readonly Page: ComponentType<{ readonly params: Readonly<Record<string, string | undefined>> }>;
}
