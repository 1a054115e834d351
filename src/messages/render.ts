import { IntlMessageFormat } from 'intl-messageformat';
import type { EmailContent, SmsContent, Speech } from '../ports/messenger.js';
import type { Catalog } from './catalog.js';
import { catalogFor } from './locales.js';
import type { Message, Notice, SecurityCodeMessage } from './message.js';
import { fitsOneSegment } from './sms-segment.js';

export interface Rendered {
  readonly email: EmailContent;
  readonly sms: SmsContent;
  readonly call: Speech;
}

/**
 * The words of one message for one way of delivery.
 *
 * @param locale BCP 47; a language we don't have falls back to English
 * @param service how the product names itself
 */
export function renderMessage<Delivery extends keyof Rendered>(
  message: Message,
  locale: string,
  delivery: Delivery,
  service: string,
): Rendered[Delivery] {
  const write = writer(catalogFor(locale), service);
  const rendered =
    message.template === 'security-code' ? renderCode(message, write) : renderNotice(message, write);
  return rendered[delivery]();
}

type Lazily = { readonly [Delivery in keyof Rendered]: () => Rendered[Delivery] };
type Values = Readonly<Record<string, string | number | Date>>;

interface Writer {
  readonly catalog: Catalog;
  readonly service: string;
  readonly format: (text: string, values: Values) => string;
}

function writer(catalog: Catalog, service: string): Writer {
  const format = (text: string, values: Values): string => {
    const message = new IntlMessageFormat(text, catalog.locale, UTC);
    return String(message.format({ service, ...values }));
  };
  return { catalog, service, format };
}

/** Dates are told in UTC, and say so. */
const UTC = {
  date: {
    long: { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' },
    medium: { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
  },
  time: { short: { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' } },
} as const;

function renderCode(message: SecurityCodeMessage, write: Writer): Lazily {
  const { code: texts, purposes, voice } = write.catalog;
  const { code, host, minutes, reference } = message;
  const values = { purpose: purposes[message.purpose], code, reference, minutes };
  const spoken = { ...values, code: [...code].join(texts.pause) };
  return {
    email: () => email(write, texts, values, { code }),
    sms: () => ({ text: inOneSegment([...texts.sms, '{code}'], values, host, write) }),
    call: () => ({
      text: `${write.format(texts.call, spoken)} ${write.format(texts.callAgain, spoken)}`,
      locale: voice,
    }),
  };
}

/** As much as fits one text message beside the last line, at least the code. */
function inOneSegment(texts: readonly string[], values: Values, host: string, write: Writer): string {
  // The last line binds the code to its origin: exactly one blank, nothing before the @.
  const lastLine = `@${host} #${String(values['code'])}`;
  const whole = texts.map((text) => `${write.format(text, values)}\n\n${lastLine}`);
  return whole.find(fitsOneSegment) ?? whole.at(-1) ?? lastLine;
}

function renderNotice(notice: Notice, write: Writer): Lazily {
  const texts = write.catalog.notices[notice.template];
  const values = valuesOf(notice);
  const short = (): string => write.format(texts.short, values);
  return {
    email: () => email(write, texts, values, { link: 'link' in notice ? notice.link : undefined }),
    sms: () => ({ text: short() }),
    call: () => ({ text: short(), locale: write.catalog.voice }),
  };
}

function valuesOf(notice: Notice): Values {
  switch (notice.template) {
    case 'contact-added':
    case 'contact-restored':
    case 'contact-disabled':
    case 'replacement-done':
      return { masked: notice.masked };
    case 'contact-removed': {
      const { link = '', masked, undo, undoUntil } = notice;
      return { masked, undo, link, undoUntil: new Date(undoUntil) };
    }
    case 'protection-started':
      return { reason: notice.reason, endsAt: new Date(notice.endsAt), link: notice.link };
    case 'protection-reminder':
      return { daysLeft: notice.daysLeft, endsAt: new Date(notice.endsAt), link: notice.link };
    case 'confirmation-reminder':
      return { daysLeft: notice.daysLeft, deadline: new Date(notice.deadline) };
    case 'protection-ended':
      return { awaitingInfo: notice.awaitingInfo };
    case 'two-step-changed':
      return { enabled: notice.enabled };
    case 'app-password-made':
    case 'recovery-code-made':
    case 'recovery-code-used':
      return {};
    case 'protection-cancelled':
      return { newPassword: notice.newPassword };
    case 'password-changed':
      return { undo: notice.undo, link: notice.link ?? '' };
    case 'password-repudiated':
    case 'account-erased':
      return {};
  }
}

function email(
  { catalog, format, service }: Writer,
  texts: { readonly subject: string; readonly body: string },
  values: Values,
  { code, link }: { readonly code?: string | undefined; readonly link?: string | undefined },
): EmailContent {
  const apart = isolated({ service, ...values });
  const [subject, body, footer] = [
    format(texts.subject, values),
    format(texts.body, apart),
    format(catalog.footer, apart),
  ];
  const paragraphs = body.split('\n\n').map((text) => {
    if (text === code) return bigCode(text);
    return text === link ? anchor(text) : paragraph(text);
  });
  const html = `<!doctype html><html lang="${catalog.locale}" dir="${catalog.direction}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escape(subject)}</title></head>
<body style="font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:2em auto;padding:0 1em">
<h1 style="font-size:1.25em">${escape(subject)}</h1>
${paragraphs.join('\n')}
<hr style="border:0;border-top:1px solid #8888"><p style="font-size:.85em;opacity:.8">${marked(footer)}</p></body></html>`;
  const text = `${body}\n\n${footer}`;
  return { subject, text: catalog.direction === 'rtl' ? text : text.replaceAll(ISOLATES, ''), html };
}

/** FIRST STRONG ISOLATE and its end: what stands between them has a direction of its own. */
const [ISOLATE, END] = ['\u2068', '\u2069'];
const ISOLATES = /[\u2068\u2069]/g;

/**
 * Names and addresses in either direction, amid text in the other, would otherwise be laid out in pieces. Codes and links
 * stand alone.
 */
function isolated(values: Values): Values {
  const apart: Record<string, string | number | Date> = { ...values };
  for (const name of ['masked', 'reference', 'service']) {
    const value = values[name];
    if (value !== undefined) apart[name] = `${ISOLATE}${String(value).replaceAll(ISOLATES, '')}${END}`;
  }
  return apart;
}

/** HTML says it with an element: not every reader of mail knows the characters. */
function marked(text: string): string {
  return escape(text).replaceAll(ISOLATE, '<bdi>').replaceAll(END, '</bdi>');
}

function paragraph(text: string): string {
  return `<p>${marked(text).replaceAll('\n', '<br>')}</p>`;
}

function bigCode(code: string): string {
  return `<p style="font:700 2em ui-monospace,monospace;letter-spacing:.15em"><bdi>${escape(code)}</bdi></p>`;
}

/** The address itself is what is shown: a mail that hides where a link goes teaches people to follow any. */
function anchor(link: string): string {
  return `<p style="overflow-wrap:anywhere"><bdi><a href="${escape(link)}">${escape(link)}</a></bdi></p>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}
