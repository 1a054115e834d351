import { createHash } from 'node:crypto';
import type { HttpHandler } from '@azure/functions';
import { linkTexts, type LinkTexts } from '../messages/link-texts.js';
import { response, write } from './answer.js';
import { securityHeaders } from './headers.js';

/** Where each link's confirmation goes. Opening the page does nothing: mail scanners open every link (REP-2). */
const ACTIONS: Readonly<
  Record<string, { readonly texts: Exclude<keyof typeof linkTexts, 'common'>; readonly action: string }>
> = {
  'cancel-protection': { texts: 'cancelProtection', action: '../protection/cancel' },
  'repudiate-password': { texts: 'repudiatePassword', action: '../password/repudiate' },
  'undo-removal': { texts: 'undoRemoval', action: '../security-info/undo-removal' },
};

/** `GET /api/links/{link}#token`: says what will happen, and does it once it is confirmed. */
export const linkPage: HttpHandler = (request, context) => {
  const common = { ...securityHeaders, 'X-Request-Id': context.invocationId };
  const link = ACTIONS[request.params['link'] ?? ''];
  if (link === undefined)
    return response(write({ problem: { code: 'not-found' } }, context.invocationId), common);
  const page = html(linkTexts[link.texts], link.action);
  const headers = { ...common, 'Content-Security-Policy': POLICY, 'Content-Language': 'en' };
  return response({ status: 200, contentType: 'text/html; charset=utf-8', body: page }, headers);
};

const STYLE = `:root{color-scheme:light dark}
body{font:1.0625rem/1.5 system-ui,sans-serif;max-width:34rem;margin:10vh auto;padding:0 1.25rem}
h1{font-size:1.5rem;line-height:1.25}
button{font:inherit;font-weight:600;padding:.75rem 1.5rem;border:0;border-radius:.5rem;background:#0b57d0;color:#fff;cursor:pointer}
button:hover{background:#0842a0}
button:focus-visible{outline:3px solid;outline-offset:3px}
button:disabled{opacity:.6;cursor:progress}
[role=status]{padding:1rem 1.25rem;border-radius:.5rem;border:1px solid}`;

/** Reads the token behind the #, which never left the browser, and sends it once the button is pressed. */
const SCRIPT = `const form=document.querySelector('form'),button=document.querySelector('button'),said=document.querySelector('[role=status]');
const key=crypto.randomUUID(),token=new URLSearchParams(location.hash.slice(1)).get('token');
const say=name=>{said.textContent=form.dataset[name];said.hidden=false;};
if(!token){button.disabled=true;say('incomplete');}
form.addEventListener('submit',async event=>{
event.preventDefault();button.disabled=true;
try{
const answer=await fetch(form.dataset.action,{method:'POST',headers:{'content-type':'application/json','idempotency-key':key},body:JSON.stringify({token})});
if(answer.ok){say('done');form.hidden=true;history.replaceState(null,'',location.pathname);}
else if(answer.status===410||answer.status===400){say('closed');form.hidden=true;}
else{say('failed');button.disabled=false;}
}catch{say('failed');button.disabled=false;}
said.focus();
});`;

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const POLICY = [
  "default-src 'none'",
  `script-src ${hash(SCRIPT)}`,
  `style-src ${hash(STYLE)}`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

function html(texts: LinkTexts, action: string): string {
  const data = { action, done: texts.done, closed: texts.closed, ...linkTexts.common };
  const attributes = Object.entries(data)
    .filter(([name]) => name !== 'noScript')
    .map(([name, text]) => `data-${name}="${escape(text)}"`)
    .join(' ');
  return `<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${escape(texts.title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escape(texts.title)}</h1>
<p>${escape(texts.explanation)}</p>
<form ${attributes}><button>${escape(texts.button)}</button></form>
<p role="status" tabindex="-1" hidden></p>
<noscript><p>${escape(linkTexts.common.noScript)}</p></noscript></main>
<script>${SCRIPT}</script></body></html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}
