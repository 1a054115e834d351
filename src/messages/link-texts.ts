/** The texts of the pages behind notices' links. */
export const linkTexts = {
  cancelProtection: {
    title: 'Keep your security info?',
    explanation:
      'Somebody asked to remove or replace the security info of your account. If that wasn’t you, cancel it here: all of it comes back. If it was being replaced, everybody is signed out and the next sign-in asks for a new password.',
    button: 'Cancel the removal',
    done: 'Done. Your security info is as it was, and we’ve told everybody who receives codes. You can close this page.',
    closed:
      'There is nothing left to cancel: the wait is over, or it was cancelled before. Sign in to see your security info.',
  },
  undoRemoval: {
    title: 'Was this not you?',
    explanation:
      'This address was removed from your account. If that wasn’t you, bring it back here. Everybody is signed out, and the next sign-in asks for a new password.',
    button: 'Bring it back',
    done: 'Done. This address receives security codes again, and everybody was signed out. Sign in now and set a new password. You can close this page.',
    closed:
      'The removal can’t be undone any more: the time for it has passed, or it was undone before. Sign in to see your security info.',
  },
  repudiatePassword: {
    title: 'Was this not you?',
    explanation:
      'Somebody set a new password for your account. If that wasn’t you, say so here. Everybody is signed out, and nobody gets in before a new password is set with a code that only you can read.',
    button: 'This wasn’t me',
    done: 'Done. Everybody was signed out, and that password is good for nothing any more. Start a recovery at the sign-in page to set a new one. You can close this page.',
    closed:
      'This can’t be undone here any more: the time for it has passed, or it was undone before. Start a recovery at the sign-in page if you can’t sign in.',
  },
  common: {
    incomplete: 'The address is not complete. Open the link from the message again, or copy all of it.',
    failed:
      'That didn’t work: we can’t be reached right now. Check your connection and press the button again.',
    noScript: 'This page needs JavaScript. Open the link in another browser, or sign in instead.',
  },
} as const satisfies {
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

export interface LinkTexts {
  readonly title: string;
  /** What pressing the button does. */
  readonly explanation: string;
  readonly button: string;
  readonly done: string;
  readonly closed: string;
}
