import type { HelpCode } from '../domain/delivery-help.js';
import type { Purpose } from '../domain/security-code.js';
import type { Template } from './message.js';

/**
 * The texts of one language, as ICU MessageFormat. `{service}` is the product's name; the other arguments are those of the
 * message (message.ts), instants as dates.
 */
export interface Catalog {
  /** BCP 47 */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  /** A region too: voices are named with one. */
  readonly voice: string;
  /** What a code is for, in the form that `code.body` needs. */
  readonly purposes: Readonly<Record<Purpose, string>>;
  readonly code: {
    readonly subject: string;
    readonly body: string;
    /**
     * The fullest first: the first that fits one text message is sent. Without the last line: that belongs to browsers.
     * The last goes without `{service}`.
     */
    readonly sms: readonly string[];
    readonly call: string;
    readonly callAgain: string;
    /** Between the digits of a spoken code. */
    readonly pause: string;
  };
  /** What to do when a code doesn't come. */
  readonly help: Readonly<Record<HelpCode, string>>;
  readonly notices: Readonly<Record<Exclude<Template, 'security-code'>, NoticeTexts>>;
  /** Why the reader gets this and that nothing else is ever sent. */
  readonly footer: string;
}

export interface NoticeTexts {
  readonly subject: string;
  readonly body: string;
  /** One text for SMS and for a call. */
  readonly short: string;
}
