import { make } from './element.js';
import type { Message } from './host-api.js';
import { codesOf, languageOf, partsOf, type Part } from './message-text.js';
import { DELIVERIES, instant, titleOf } from './wording.js';

const COPIED_MS = 2000;

export interface Card {
  readonly element: HTMLElement;
  /** Marks it as one that has just come, or no longer. */
  markNew(isNew: boolean): void;
}

export interface CardActions {
  /** The reader wants the messages of one recipient only. */
  readonly filter: (to: string) => void;
  readonly announce: (words: string) => void;
}

/** One message: its codes first and big, then the words as they were sent. */
export function messageCard(message: Message, actions: CardActions): Card {
  const parts = partsOf(message.text);
  const badge = make('span', 'badge', 'New');
  badge.hidden = true;
  const title = make('h3', '', titleOf(message));
  if (message.subject !== undefined) speak(title, message.locale);
  const text = make('p', 'text', ...parts.map(shown));
  speak(text, message.locale);
  const codes = codesOf(parts).map((code) => codeButton(code, actions.announce));
  const element = make(
    'article',
    'message',
    make('div', 'head', title, badge),
    about(message, actions.filter),
    ...(codes.length === 0 ? [] : [make('div', 'codes', ...codes)]),
    text,
  );
  return {
    element,
    markNew: (isNew) => {
      badge.hidden = !isNew;
      element.classList.toggle('new', isNew);
    },
  };
}

function about({ at, delivery, template, to }: Message, filter: (to: string) => void): HTMLElement {
  const recipient = make('button', 'recipient', make('bdi', '', to));
  recipient.type = 'button';
  recipient.title = `Show only messages to ${to}`;
  recipient.addEventListener('click', () => {
    filter(to);
  });
  const time = make('time', '', instant(new Date(at)));
  time.dateTime = at;
  const kind = make('span', `delivery ${delivery}`, DELIVERIES[delivery]);
  return make(
    'p',
    'about',
    ...[kind, ' ', recipient, ' ', time],
    ...(template === '' ? [] : [' ', make('span', 'template', template)]),
  );
}

function shown({ kind, text }: Part): Node | string {
  if (kind === 'words') return text;
  if (kind === 'code') return make('mark', '', text);
  const link = make('a', '', text);
  link.href = text;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  return link;
}

function codeButton(code: string, announce: (words: string) => void): HTMLElement {
  const digits = make('span', 'digits', code);
  const copy = make('span', 'copy', 'Copy');
  const button = make('button', 'code', digits, ' ', copy);
  button.type = 'button';
  button.dir = 'ltr';
  button.addEventListener('click', () => {
    void copied(code).then((isCopied) => {
      if (!isCopied) getSelection()?.selectAllChildren(digits);
      copy.textContent = isCopied ? 'Copied' : 'Selected';
      announce(isCopied ? `Copied ${code}.` : `${code} is selected. Copy it with the keyboard.`);
      setTimeout(() => {
        copy.textContent = 'Copy';
      }, COPIED_MS);
    });
  });
  return button;
}

/** The browser may forbid it: in a frame of another origin, or without HTTPS on another machine. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function speak(element: HTMLElement, locale: string): void {
  const language = languageOf(locale);
  if (language === undefined) return;
  element.lang = language.lang;
  element.dir = language.dir;
}
