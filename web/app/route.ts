import type { ComponentType } from 'preact';
import type { Session } from '../api/session.js';

/** Whom a page is for. `anybody`: signed in or not. */
type Audience = 'nobody' | 'anybody' | Session['asks'];

/** One page and who may see it; whoever may not is led to what they have to do first. */
export interface Route {
  /** wouter's pattern, behind the `#`. */
  readonly path: string;
  readonly for: Audience | readonly Audience[];
  /** It is there only where accounts and passwords are the service's own. */
  readonly identity?: 'embedded';
  readonly Page: ComponentType<{ readonly params: Readonly<Record<string, string | undefined>> }>;
}
