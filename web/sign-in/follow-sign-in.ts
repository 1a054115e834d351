import { beginSession, type Session } from '../api/session.js';
import type { SignedIn } from '../api/shapes.js';

/**
 * Goes on after the right password: the session begins, a limited one where something is asked first, and the page that it
 * belongs to is shown by itself.
 *
 * @returns whether a session began; none does where only a trusted device opens (WIN-2)
 */
export function followSignIn(signedIn: SignedIn, signInName: string): boolean {
  const session = sessionOf(signedIn, signInName);
  if (session === undefined) return false;
  beginSession(session);
  return true;
}

function sessionOf(signedIn: SignedIn, signInName: string): Session | undefined {
  switch (signedIn.outcome) {
    case 'signed-in':
      return { asks: 'nothing', signInName, token: signedIn.accessToken };
    case 'confirmation-required': {
      const { accessToken: token, canSkip, confirmation, contacts } = signedIn;
      return { asks: 'confirmation', signInName, token, canSkip, confirmation, contacts };
    }
    case 'code-required':
      return { asks: 'code', signInName, token: signedIn.signInToken, contacts: signedIn.contacts };
    case 'new-password-required':
      return { asks: 'new-password', signInName, token: signedIn.signInToken, contacts: signedIn.contacts };
    case 'device-required':
      return undefined;
  }
}
