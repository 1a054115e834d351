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
  /** What a code is for, as the object of "to". */
  readonly purposes: Readonly<Record<Purpose, string>>;
  readonly code: {
    readonly subject: string;
    readonly body: string;
    /** Without the last line: that belongs to browsers. */
    readonly sms: string;
    /** The same without `{service}`, for when that makes it too long for one text message. */
    readonly smsShort: string;
    readonly call: string;
    readonly callAgain: string;
  };
  /** What to do when a code doesn't come. */
  readonly help: Readonly<Record<HelpCode, string>>;
  readonly notices: Readonly<Record<Exclude<Template, 'security-code'>, NoticeTexts>>;
  /** The pages behind notices' links. */
  readonly links: {
    readonly cancelProtection: LinkTexts;
    readonly undoRemoval: LinkTexts;
    readonly repudiatePassword: LinkTexts;
    readonly common: {
      /** The address was cut off on its way. */
      readonly incomplete: string;
      readonly failed: string;
      readonly noScript: string;
    };
  };
  /** Why the reader gets this and that nothing else is ever sent. */
  readonly footer: string;
}

export interface NoticeTexts {
  readonly subject: string;
  readonly body: string;
  /** One text for SMS and for a call. */
  readonly short: string;
}

export interface LinkTexts {
  readonly title: string;
  /** What pressing the button does. */
  readonly explanation: string;
  readonly button: string;
  readonly done: string;
  readonly closed: string;
}
