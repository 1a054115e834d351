import type { OutboxEntry } from './outbox.js';

const SHOWN = 200;

/** The outbox for human eyes: newest first, codes easy to see. It reloads itself; there is no script in it. */
export function outboxPage(entries: readonly OutboxEntry[], to: string | null): string {
  const newest = entries.slice(-SHOWN).reverse();
  const items = newest.map(item).join('\n');
  const none =
    '<p class="none">Nothing was sent yet. Add an email address or a phone, and its code shows up here.</p>';
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Outbox</title><style>${STYLE}</style>
<header><h1>Outbox</h1><p>What the message provider received${to === null ? '' : ` for <b>${escape(to)}</b>`}. Newest first.</p>
<form><label>Only to <input name="to" value="${escape(to ?? '')}" placeholder="address or number"></label>
<button>Show</button>${to === null ? '' : '<a href="/local/outbox">all</a>'}</form></header>
<main>${items === '' ? none : items}</main></html>`;
}

function item({ at, delivery, locale, subject, template, text, to }: OutboxEntry): string {
  return `<article lang="${escape(locale)}">
<h2>${escape(subject ?? (delivery === 'call' ? 'Phone call' : 'Text message'))}</h2>
<p class="meta"><a href="?to=${encodeURIComponent(to)}">${escape(to)}</a> · <time datetime="${escape(at)}">${escape(at.replace('T', ' ').slice(0, 19))}</time> · ${escape(delivery)} · ${escape(template)}</p>
<p class="text">${withCodes(text)}</p></article>`;
}

/** Six to eight digits standing alone are a code, or a row of single digits as a voice speaks them. */
function withCodes(text: string): string {
  return escape(text).replace(
    /(?<![\d#&])\b\d{6,8}\b|\b(?:\d[,. ]+){5,7}\d\b/g,
    (code) => `<mark>${code}</mark>`,
  );
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; --line: light-dark(#d8dee6, #38414d); --card: light-dark(#fff, #1c2229) }
body { margin: 0 auto; max-width: 48rem; padding: 1.5rem 1rem; background: light-dark(#f4f6f8, #12161b) }
h1 { margin: 0 } header p { margin: .2rem 0 1rem; opacity: .8 }
form { display: flex; gap: .5rem; align-items: center; margin-bottom: 1rem; flex-wrap: wrap }
input, button { font: inherit; padding: .3rem .6rem; border: 1px solid var(--line); border-radius: .4rem }
article { background: var(--card); border: 1px solid var(--line); border-radius: .7rem; padding: .8rem 1rem; margin-bottom: .8rem }
h2 { font-size: 1.05rem; margin: 0 } .meta { margin: .1rem 0 .5rem; font-size: .85rem; opacity: .75 }
.text { white-space: pre-wrap; margin: 0; overflow-wrap: anywhere }
mark { font: 700 1.25em ui-monospace, monospace; letter-spacing: .08em; background: light-dark(#fff1b8, #5c4a00); color: inherit; padding: 0 .3em; border-radius: .3em }
.none { opacity: .8 }`;
