import { signal } from '@preact/signals';
import { api, ask } from '../api/client.js';
import { keptInTab, whenLeft } from '../api/kept-in-tab.js';
import { loadPart } from '../api/load-part.js';
import { beginSession, session } from '../api/session.js';
import { setUp, type OidcSetUp } from '../api/set-up.js';
import { findPrincipal } from './find-principal.js';
import type { Question } from './provider.js';
import { trouble, type Trouble } from './trouble.js';

/** What this tab has asked the provider, until it answers. */
const asked = keptInTab<Question>('signing-in');
whenLeft(() => asked.keep(undefined));

/** It is being found out who has come. */
export const arriving = signal(false);

/** Whoever was signed in elsewhere comes with an answer in the address, or with a cookie. */
export async function arrive(): Promise<void> {
  switch (setUp.kind) {
    case 'embedded':
      return;
    case 'app-service':
      if (session.peek() === undefined && location.hash === '') beginAtSignIn();
      lookAgainWhenBack();
      return until(findPrincipal());
    case 'oidc': {
      const answer = takeAnswer();
      if (answer !== undefined && session.peek() === undefined) await until(takeIn(setUp, answer));
    }
  }
}

/** “Back” may bring a page to life that somebody signed out of; whether the platform has heard of it only it can tell. */
function lookAgainWhenBack(): void {
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted && session.peek() === undefined) void until(findPrincipal());
  });
}

/** From there whoever is in goes on to the page that they had asked for. */
function beginAtSignIn(): void {
  history.replaceState(null, '', `${location.pathname}#/sign-in`);
}

async function until(finding: Promise<void>): Promise<void> {
  arriving.value = true;
  await finding;
  arriving.value = false;
}

/** What is in the address is good once and nobody's to read: it does not stay there. */
function takeAnswer(): URLSearchParams | undefined {
  const answer = new URLSearchParams(location.search);
  if (!answer.has('state') || !(answer.has('code') || answer.has('error'))) return undefined;
  beginAtSignIn();
  return answer;
}

async function takeIn(oidc: OidcSetUp, answer: URLSearchParams): Promise<void> {
  trouble.value = await beginWith(oidc, answer);
}

async function beginWith(oidc: OidcSetUp, answer: URLSearchParams): Promise<Trouble | undefined> {
  const question = asked.value.peek();
  asked.keep(undefined);
  if (question === undefined) return 'failed';
  const part = await loadProvider();
  if (part === undefined) return 'unreachable';
  const signedIn = await part.hearProvider(oidc, answer, question);
  if (typeof signedIn === 'string') return signedIn;
  // Who has just shown who they are is not asked for it again: no session is too old then, something is set up wrong.
  if (!(await isTaken(signedIn.token))) return question.isAnew ? 'failed' : 'anew';
  beginSession({ asks: 'nothing', ...signedIn });
  return undefined;
}

/** Whether the service lets it in: not where everything was ended after its holder had signed in there. */
async function isTaken(token: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}` };
  const told = await ask(api.GET('/security-info', { headers }));
  return told.ok || told.problem.code !== 'unauthenticated';
}

/** @returns why it can't be done; nothing where the browser is on its way */
export async function leaveToSignIn(oidc: OidcSetUp): Promise<Trouble | undefined> {
  const isAnew = trouble.peek() === 'anew';
  trouble.value = undefined;
  const part = await loadProvider();
  if (part === undefined) return 'unreachable';
  const found = await part.askProvider(oidc, isAnew);
  if (typeof found === 'string') return found;
  asked.keep(found.question);
  location.assign(found.address);
  return undefined;
}

/** Only who signs in with a provider needs to speak its language. */
function loadProvider() {
  return loadPart(() => import('./provider.js'));
}
