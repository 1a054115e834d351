// Made by `npm run client` from the OpenAPI document; not for editing.
export interface paths {
  '/accounts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sign up */
    post: operations['createAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sign-in': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sign in with a password */
    post: operations['signIn'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sign-in/app': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sign in an app with an app password: a token for other systems, with scope "services" */
    post: operations['signInApp'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/confirmation/skip': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Not now: a day without being asked, at most until the deadline */
    post: operations['skipConfirmation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/recovery': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Get back in: name the account, and choose where a code shall go */
    post: operations['startRecovery'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/recovery/{recoveryId}/code': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Complete the hidden part of a contact, and have a code sent there */
    post: operations['askRecoveryCode'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/recovery/{recoveryId}/recovery-code': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Get back in with the recovery code that was kept on paper; a new one comes in its place */
    post: operations['useRecoveryCode'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/recovery-code': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Make a recovery code to keep on paper; an older one is worth nothing then */
    post: operations['makeRecoveryCode'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/password/reset': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Set a new password with a recovery grant */
    post: operations['resetPassword'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/password/change': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Set a new password; everybody is signed out */
    post: operations['changePassword'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/password/repudiate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Confirm the link of a notice: the new password is undone, a fresh recovery begins */
    post: operations['repudiatePassword'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sign-out': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** End the session */
    post: operations['signOut'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/security-info': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The account’s security info and where it stands */
    get: operations['listSecurityInfo'];
    put?: never;
    /** Name a contact; a code goes out to prove it */
    post: operations['addContact'];
    /** Remove every contact */
    delete: operations['removeAllContacts'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/security-info/{contactId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Remove one contact */
    delete: operations['removeContact'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/security-info/undo-removal': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Confirm the link of a notice: the removed contact comes back, every session ends */
    post: operations['undoRemoval'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/replacement': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** "I don’t have any of these": name the contact that stands in for all others; proving it opens the window */
    post: operations['requestReplacement'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/protection/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Confirm the link of a notice: every contact comes back */
    post: operations['cancelProtection'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/challenges': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ask for a code at a contact */
    post: operations['createChallenge'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/challenges/{challengeId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Where a challenge stands */
    get: operations['getChallenge'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/challenges/{challengeId}/resend': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Send another code; the older ones are worth nothing then */
    post: operations['resendChallenge'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/challenges/{challengeId}/verify': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Enter the code */
    post: operations['verifyChallenge'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/two-step-verification': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Turn on or off that sign-in asks for a code after the password; off, trusted devices go */
    put: operations['setTwoStepVerification'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/trusted-devices': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The devices that sign in without a code, the last used first */
    get: operations['listTrustedDevices'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/trusted-devices/{deviceId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Trust a device no more */
    delete: operations['revokeTrustedDevice'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/app-passwords': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The app passwords, the newest first; none of them can be shown again */
    get: operations['listAppPasswords'];
    put?: never;
    /** Make an app password for what can’t ask for a code; it is shown this once */
    post: operations['makeAppPassword'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/app-passwords/{appPasswordId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Revoke an app password */
    delete: operations['revokeAppPassword'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/gate/sign-in': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** For account systems: the password was right; may this sign-in go on? */
    post: operations['gateSignIn'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/gate/operation': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** For other systems: may this operation go on? */
    post: operations['gateOperation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/gate/recovery-grant': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Take a recovery grant, to set a new password in a system of its own */
    post: operations['takeRecoveryGrant'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/activity': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What happened to the account, newest first */
    get: operations['listActivity'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/account/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Everything that is kept about the account */
    get: operations['exportAccount'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/account': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Erase the account and everything kept about it */
    delete: operations['eraseAccount'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/countries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The countries whose phones can receive codes */
    get: operations['listCountries'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/jwks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The keys that verify what this service signs */
    get: operations['getJwks'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/health': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether the service can do its work */
    get: operations['getHealth'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/calls/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** What the provider says of a call we made (CloudEvents) */
    post: operations['answerCall'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/delivery-reports': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** What became of messages, told by Event Grid (its own form or CloudEvents 1.0), its handshake included */
    post: operations['deliveryReports'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Problem: {
      type: string;
      title: string;
      status: number;
      detail: string;
      instance: string;
      /** @enum {string} */
      code:
        | 'invalid-request'
        | 'unauthenticated'
        | 'wrong-credentials'
        | 'code-is-not-password'
        | 'step-up-required'
        | 'account-protected'
        | 'confirmation-required'
        | 'new-password-required'
        | 'code-required'
        | 'deadline-passed'
        | 'grant-invalid'
        | 'not-found'
        | 'method-not-allowed'
        | 'sign-in-name-taken'
        | 'already-added'
        | 'too-many-contacts'
        | 'too-many-app-passwords'
        | 'last-contact'
        | 'nothing-to-skip'
        | 'nothing-to-replace'
        | 'no-usable-contact'
        | 'not-usable'
        | 'challenge-closed'
        | 'window-closed'
        | 'undo-closed'
        | 'repudiation-closed'
        | 'payload-too-large'
        | 'unsupported-media-type'
        | 'idempotency-key-reused'
        | 'weak-password'
        | 'invalid-contact'
        | 'wrong-code'
        | 'code-superseded'
        | 'resend-too-soon'
        | 'too-many-attempts'
        | 'too-many-codes'
        | 'internal-error'
        | 'code-not-sent'
        | 'unavailable';
      errors?: {
        path: string;
        code: string;
        message: string;
      }[];
      retryAfter?: number;
      /** Format: date-time */
      until?: string;
      of?: string;
      contacts?: components['schemas']['MaskedContact'][];
      /** Format: date-time */
      endsAt?: string;
      attemptsRemaining?: number;
      reason?: string;
      /** Format: date-time */
      deadline?: string;
      limit?: number;
      contact?: components['schemas']['MaskedContact'];
      /** Format: date-time */
      sentAt?: string;
      reference?: string;
      challengeId?: string;
      contactId?: string;
    } & {
      [key: string]: unknown;
    };
    MaskedContact: {
      id: string;
      /** @enum {string} */
      channel: 'email' | 'phone';
      masked: string;
    };
    Protection: {
      /** @enum {string} */
      state: 'normal' | 'protected' | 'awaiting-info';
      /** @enum {string} */
      reason?: 'all-removed' | 'replacement';
      /** Format: date-time */
      startedAt?: string;
      /** Format: date-time */
      endsAt?: string;
    };
    Confirmation: {
      /** @enum {string} */
      state: 'none' | 'noticed' | 'skipped' | 'overdue';
      /** Format: date-time */
      firstNoticeAt?: string;
      /** Format: date-time */
      skippedUntil?: string;
      /** Format: date-time */
      deadline?: string;
    };
    Contact: {
      id: string;
      /** @enum {string} */
      channel: 'email' | 'phone';
      masked: string;
      address?: string;
      /** @enum {string} */
      delivery: 'email' | 'sms' | 'call';
      /** @enum {string} */
      status: 'pending' | 'active' | 'retired' | 'disabled';
      /** Format: date-time */
      addedAt: string;
      /** Format: date-time */
      confirmedAt?: string;
    };
    Challenge: {
      id: string;
      /** @enum {string} */
      purpose: 'add-contact' | 'step-up' | 'sign-in' | 'confirm' | 'recover' | 'cancel-protection';
      contact: components['schemas']['MaskedContact'];
      /** @enum {string} */
      delivery: 'email' | 'sms' | 'call';
      /** @enum {string} */
      status: 'pending' | 'verified' | 'expired' | 'exhausted';
      /** Format: date-time */
      expiresAt: string;
      /** Format: date-time */
      resendAfter: string;
      sendsRemaining: number;
      attemptsRemaining: number;
      reference: string;
      /** Format: date-time */
      sentAt: string;
      /** @enum {string} */
      deliveryStatus: 'queued' | 'sent' | 'delivered' | 'failed';
      /** @enum {string} */
      deliveryFailure?:
        | 'mailbox-unavailable'
        | 'filtered'
        | 'suppressed'
        | 'blocked'
        | 'unreachable'
        | 'opted-out'
        | 'unknown';
      help: {
        code: string;
        text: string;
      }[];
    };
    ActivityEntry: {
      id: string;
      /** Format: date-time */
      at: string;
      /** @enum {string} */
      kind:
        | 'account-created'
        | 'signed-in'
        | 'sign-in-stopped'
        | 'signed-out'
        | 'two-step-changed'
        | 'recovery-code-made'
        | 'recovery-code-used'
        | 'recovery-code-asked'
        | 'device-trusted'
        | 'device-revoked'
        | 'app-password-made'
        | 'app-password-revoked'
        | 'password-changed'
        | 'password-repudiated'
        | 'new-password-needed'
        | 'data-exported'
        | 'account-erased'
        | 'contact-named'
        | 'contact-added'
        | 'contact-removed'
        | 'contact-restored'
        | 'contact-disabled'
        | 'contact-proven'
        | 'confirmation-asked'
        | 'confirmation-skipped'
        | 'confirmation-given'
        | 'confirmation-overdue'
        | 'protection-started'
        | 'protection-cancelled'
        | 'protection-ended';
      contact?: components['schemas']['MaskedContact'];
      reason?: ('all-removed' | 'replacement') | ('holder' | 'reused');
      enabled?: boolean;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  createAccount: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          signInName: string;
          password: string;
          locale?: string;
        };
      };
    };
    responses: {
      /** @description Done */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            accountId: string;
          };
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `sign-in-name-taken`: The sign-in name is taken. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `payload-too-large`: The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type`: Unsupported media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. `weak-password`: The password is too weak. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  signIn: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: {
        /** @description The trusted device, where the body does not name one. */
        '__Host-security-info-device'?: string;
      };
    };
    requestBody?: {
      content: {
        'application/json': {
          signInName: string;
          password: string;
          deviceToken?: string;
        };
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json':
            | {
                /** @enum {string} */
                outcome: 'signed-in';
                accessToken: string;
                /** Format: date-time */
                expiresAt: string;
                account: {
                  accountId: string;
                };
                protection: components['schemas']['Protection'];
                deviceToken?: string;
              }
            | {
                /** @enum {string} */
                outcome: 'confirmation-required';
                accessToken: string;
                /** Format: date-time */
                expiresAt: string;
                confirmation: components['schemas']['Confirmation'];
                canSkip: boolean;
                contacts: components['schemas']['MaskedContact'][];
                deviceToken?: string;
              }
            | {
                /** @enum {string} */
                outcome: 'device-required';
              }
            | {
                /** @enum {string} */
                outcome: 'code-required';
                signInToken: string;
                /** Format: date-time */
                expiresAt: string;
                contacts: components['schemas']['MaskedContact'][];
              }
            | {
                /** @enum {string} */
                outcome: 'new-password-required';
                signInToken: string;
                /** Format: date-time */
                expiresAt: string;
                contacts: components['schemas']['MaskedContact'][];
              };
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `wrong-credentials`: Wrong sign-in name or password. `code-is-not-password`: That looks like a security code. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `payload-too-large`: The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type`: Unsupported media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-attempts`: Too many wrong tries. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  signInApp: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          signInName: string;
          appPassword: string;
        };
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            accessToken: string;
            /** Format: date-time */
            expiresAt: string;
          };
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `wrong-credentials`: Wrong sign-in name or password. `code-is-not-password`: That looks like a security code. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `payload-too-large`: The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type`: Unsupported media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-attempts`: Too many wrong tries. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  skipConfirmation: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            confirmation: components['schemas']['Confirmation'];
            accessToken: string;
          };
        };
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `new-password-required`: A new password is needed first. `code-required`: The code comes first. `deadline-passed`: It can’t be skipped any more. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `nothing-to-skip`: There is nothing to skip. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  startRecovery: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          signInName: string;
        };
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            recoveryId: string;
            contacts: components['schemas']['MaskedContact'][];
          };
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `payload-too-large`: The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type`: Unsupported media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-attempts`: Too many wrong tries. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  askRecoveryCode: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        recoveryId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          contactId: string;
          proof: string;
          /** @enum {string} */
          delivery?: 'email' | 'sms' | 'call';
        };
      };
    };
    responses: {
      /** @description Done */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            challengeId: string;
          };
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-found`: Not found. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `payload-too-large`: The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type`: Unsupported media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-attempts`: Too many wrong tries. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  useRecoveryCode: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        recoveryId: string;
      };
      cookie?: {
        /** @description The trusted device, where the body does not name one. */
        '__Host-security-info-device'?: string;
      };
    };
    requestBody?: {
      content: {
        'application/json': {
          recoveryCode: string;
          deviceToken?: string;
        };
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            recoveryGrant?: string;
            recoveryCode: string;
            needs?: {
              contacts: components['schemas']['MaskedContact'][];
              recoveryCode: boolean;
            };
          };
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-found`: Not found. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `payload-too-large`: The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type`: Unsupported media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. `wrong-code`: Wrong code. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-attempts`: Too many wrong tries. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  makeRecoveryCode: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            recoveryCode: string;
          };
        };
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `confirmation-required`: Make sure you can receive a code first. `new-password-required`: A new password is needed first. `code-required`: The code comes first. `step-up-required`: Show that it’s you first. `account-protected`: The account is protected. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  resetPassword: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          recoveryGrant: string;
          newPassword: string;
        };
      };
    };
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `grant-invalid`: The recovery grant is not valid. `account-protected`: The account is protected. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `payload-too-large`: The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type`: Unsupported media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. `weak-password`: The password is too weak. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  changePassword: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          currentPassword: string;
          newPassword: string;
        };
      };
    };
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated`: Not signed in. `wrong-credentials`: Wrong sign-in name or password. `code-is-not-password`: That looks like a security code. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `confirmation-required`: Make sure you can receive a code first. `new-password-required`: A new password is needed first. `code-required`: The code comes first. `step-up-required`: Show that it’s you first. `account-protected`: The account is protected. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `payload-too-large`: The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type`: Unsupported media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. `weak-password`: The password is too weak. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-attempts`: Too many wrong tries. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  repudiatePassword: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          token: string;
        };
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            recoveryId?: string;
            contacts?: components['schemas']['MaskedContact'][];
          };
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `repudiation-closed`: The new password can’t be undone any more. */
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `payload-too-large`: The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type`: Unsupported media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  signOut: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listSecurityInfo: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            contacts: components['schemas']['Contact'][];
            protection: components['schemas']['Protection'];
            confirmation: components['schemas']['Confirmation'];
            twoStepVerification: boolean;
          };
        };
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `new-password-required`: A new password is needed first. `code-required`: The code comes first. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  addContact: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json':
          | {
              /** @enum {string} */
              channel: 'email';
              address: string;
            }
          | {
              /** @enum {string} */
              channel: 'phone';
              country: string;
              number: string;
              /** @enum {string} */
              delivery: 'sms' | 'call';
            };
      };
    };
    responses: {
      /** @description Done */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            contact: components['schemas']['Contact'];
            challenge: components['schemas']['Challenge'];
            hints: {
              code: string;
              message: string;
              suggestion?: string;
            }[];
          };
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `new-password-required`: A new password is needed first. `code-required`: The code comes first. `step-up-required`: Show that it’s you first. `account-protected`: The account is protected. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `already-added`: Already added. `too-many-contacts`: Too many. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `payload-too-large`: The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type`: Unsupported media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. `invalid-contact`: No code can be sent there. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-codes`: Too many codes were sent. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `code-not-sent`: The code could not be sent. `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  removeAllContacts: {
    parameters: {
      query?: {
        acknowledge?: 'protection-window';
      };
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            contacts: components['schemas']['Contact'][];
            protection: components['schemas']['Protection'];
          };
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `confirmation-required`: Make sure you can receive a code first. `new-password-required`: A new password is needed first. `code-required`: The code comes first. `step-up-required`: Show that it’s you first. `account-protected`: The account is protected. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-found`: Not found. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `last-contact`: Removing this starts the protection window. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  removeContact: {
    parameters: {
      query?: {
        acknowledge?: 'protection-window';
      };
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        contactId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            contacts: components['schemas']['Contact'][];
            protection: components['schemas']['Protection'];
          };
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `confirmation-required`: Make sure you can receive a code first. `new-password-required`: A new password is needed first. `code-required`: The code comes first. `step-up-required`: Show that it’s you first. `account-protected`: The account is protected. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-found`: Not found. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `last-contact`: Removing this starts the protection window. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  undoRemoval: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          token: string;
        };
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            contact: components['schemas']['Contact'];
          };
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `undo-closed`: The removal can’t be undone any more. */
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `payload-too-large`: The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type`: Unsupported media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  requestReplacement: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json':
          | {
              /** @enum {string} */
              channel: 'email';
              address: string;
            }
          | {
              /** @enum {string} */
              channel: 'phone';
              country: string;
              number: string;
              /** @enum {string} */
              delivery: 'sms' | 'call';
            };
      };
    };
    responses: {
      /** @description Done */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            contact: components['schemas']['Contact'];
            challenge: components['schemas']['Challenge'];
          };
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `account-protected`: The account is protected. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `nothing-to-replace`: There is nothing to replace. `already-added`: Already added. `too-many-contacts`: Too many. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `payload-too-large`: The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type`: Unsupported media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. `invalid-contact`: No code can be sent there. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-codes`: Too many codes were sent. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `code-not-sent`: The code could not be sent. `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  cancelProtection: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          token: string;
        };
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            protection: components['schemas']['Protection'];
          };
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `window-closed`: There is nothing left to cancel. */
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `payload-too-large`: The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type`: Unsupported media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createChallenge: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          contactId: string;
          /** @enum {string} */
          purpose: 'add-contact' | 'step-up' | 'sign-in' | 'confirm' | 'recover' | 'cancel-protection';
          /** @enum {string} */
          delivery?: 'email' | 'sms' | 'call';
        };
      };
    };
    responses: {
      /** @description Done */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Challenge'];
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `account-protected`: The account is protected. `new-password-required`: A new password is needed first. `code-required`: The code comes first. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-found`: Not found. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-usable`: Not usable for this. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `payload-too-large`: The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type`: Unsupported media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-codes`: Too many codes were sent. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `code-not-sent`: The code could not be sent. `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getChallenge: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        challengeId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Challenge'];
        };
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-found`: Not found. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  resendChallenge: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        challengeId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          /** @enum {string} */
          delivery?: 'email' | 'sms' | 'call';
        };
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Challenge'];
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-found`: Not found. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `challenge-closed`: This code can’t be entered any more. `not-usable`: Not usable for this. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `payload-too-large`: The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type`: Unsupported media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `resend-too-soon`: Too soon for another code. `too-many-codes`: Too many codes were sent. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `code-not-sent`: The code could not be sent. `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  verifyChallenge: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        challengeId: string;
      };
      cookie?: {
        /** @description The trusted device, where the body does not name one. */
        '__Host-security-info-device'?: string;
      };
    };
    requestBody?: {
      content: {
        'application/json': {
          code: string;
          trustDevice?: boolean;
          deviceName?: string;
          deviceToken?: string;
        };
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @enum {string} */
            outcome: 'verified';
            contact: components['schemas']['Contact'];
            accessToken?: string;
            recoveryGrant?: string;
            needs?: {
              contacts: components['schemas']['MaskedContact'][];
              recoveryCode: boolean;
            };
            deviceToken?: string;
            protection?: components['schemas']['Protection'];
          };
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `code-required`: The code comes first. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-found`: Not found. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `challenge-closed`: This code can’t be entered any more. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `payload-too-large`: The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type`: Unsupported media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. `wrong-code`: Wrong code. `code-superseded`: A newer code was sent. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-attempts`: Too many wrong tries. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  setTwoStepVerification: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          enabled: boolean;
        };
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            enabled: boolean;
          };
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `confirmation-required`: Make sure you can receive a code first. `new-password-required`: A new password is needed first. `code-required`: The code comes first. `step-up-required`: Show that it’s you first. `account-protected`: The account is protected. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `no-usable-contact`: There is nowhere to send a code. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `payload-too-large`: The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type`: Unsupported media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listTrustedDevices: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            devices: {
              id: string;
              name?: string;
              /** Format: date-time */
              trustedAt: string;
              /** Format: date-time */
              lastUsedAt: string;
            }[];
          };
        };
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `confirmation-required`: Make sure you can receive a code first. `new-password-required`: A new password is needed first. `code-required`: The code comes first. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  revokeTrustedDevice: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        deviceId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `confirmation-required`: Make sure you can receive a code first. `new-password-required`: A new password is needed first. `code-required`: The code comes first. `step-up-required`: Show that it’s you first. `account-protected`: The account is protected. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-found`: Not found. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listAppPasswords: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            appPasswords: {
              id: string;
              name: string;
              /** Format: date-time */
              createdAt: string;
              /** Format: date-time */
              lastUsedAt?: string;
            }[];
          };
        };
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `confirmation-required`: Make sure you can receive a code first. `new-password-required`: A new password is needed first. `code-required`: The code comes first. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  makeAppPassword: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          name: string;
        };
      };
    };
    responses: {
      /** @description Done */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            id: string;
            name: string;
            appPassword: string;
          };
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `confirmation-required`: Make sure you can receive a code first. `new-password-required`: A new password is needed first. `code-required`: The code comes first. `step-up-required`: Show that it’s you first. `account-protected`: The account is protected. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `too-many-app-passwords`: Too many app passwords. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `payload-too-large`: The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type`: Unsupported media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  revokeAppPassword: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path: {
        appPasswordId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `confirmation-required`: Make sure you can receive a code first. `new-password-required`: A new password is needed first. `code-required`: The code comes first. `step-up-required`: Show that it’s you first. `account-protected`: The account is protected. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-found`: Not found. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  gateSignIn: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          accountId: string;
          deviceToken?: string;
          /** Format: date-time */
          lastSignInAt?: string;
          signInProof?: string;
        };
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json':
            | {
                /** @enum {string} */
                outcome: 'signed-in';
                account: {
                  accountId: string;
                };
                protection: components['schemas']['Protection'];
              }
            | {
                /** @enum {string} */
                outcome: 'confirmation-required';
                confirmation: components['schemas']['Confirmation'];
                canSkip: boolean;
                contacts: components['schemas']['MaskedContact'][];
              }
            | {
                /** @enum {string} */
                outcome: 'code-required';
                contacts: components['schemas']['MaskedContact'][];
              }
            | {
                /** @enum {string} */
                outcome: 'device-required';
              }
            | {
                /** @enum {string} */
                outcome: 'new-password-required';
                contacts: components['schemas']['MaskedContact'][];
              };
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-found`: Not found. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `payload-too-large`: The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type`: Unsupported media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  gateOperation: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          accountId: string;
          /** @enum {string} */
          operation: 'security-settings' | 'payment' | 'mail' | 'messaging' | 'files' | 'devices';
          deviceToken?: string;
          appPassword?: string;
        };
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            allowed: boolean;
            /** @enum {string} */
            reason?:
              'account-protected' | 'device-required' | 'app-password-not-enough' | 'wrong-app-password';
            /** Format: date-time */
            until?: string;
          };
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `not-found`: Not found. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `payload-too-large`: The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type`: Unsupported media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  takeRecoveryGrant: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': {
          recoveryGrant: string;
        };
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            accountId: string;
          };
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `grant-invalid`: The recovery grant is not valid. `account-protected`: The account is protected. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `payload-too-large`: The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type`: Unsupported media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listActivity: {
    parameters: {
      query?: {
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            events: components['schemas']['ActivityEntry'][];
            next?: string;
          };
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `confirmation-required`: Make sure you can receive a code first. `new-password-required`: A new password is needed first. `code-required`: The code comes first. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  exportAccount: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** Format: date-time */
            exportedAt: string;
            accountId: string;
            signInName?: string;
            locale: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastSignInAt?: string;
            /** Format: date-time */
            lastConfirmedAt?: string;
            /** Format: date-time */
            absenceAskedFor?: string;
            newPasswordRequired: boolean;
            openRecoveries: number;
            protection: components['schemas']['Protection'];
            confirmation: components['schemas']['Confirmation'];
            twoStepVerification: boolean;
            contacts: {
              id: string;
              /** @enum {string} */
              channel: 'email' | 'phone';
              masked: string;
              address?: string;
              /** @enum {string} */
              delivery: 'email' | 'sms' | 'call';
              /** @enum {string} */
              status: 'pending' | 'active' | 'retired' | 'disabled' | 'removed';
              /** Format: date-time */
              addedAt: string;
              /** Format: date-time */
              confirmedAt?: string;
              /** Format: date-time */
              keptUntil?: string;
            }[];
            challenges: {
              /** @enum {string} */
              purpose: 'add-contact' | 'step-up' | 'sign-in' | 'confirm' | 'recover' | 'cancel-protection';
              contactId: string;
              /** @enum {string} */
              delivery: 'email' | 'sms' | 'call';
              sentTimes: string[];
              /** @enum {string} */
              status: 'pending' | 'verified' | 'expired' | 'exhausted';
              wrongTries: number;
            }[];
            codeCounts: {
              contactId?: string;
              wrongInARow: number;
              wrongInADay: number;
            }[];
            sessions: {
              /** Format: date-time */
              createdAt: string;
              /** Format: date-time */
              expiresAt: string;
            }[];
            trustedDevices: {
              name?: string;
              /** Format: date-time */
              trustedAt: string;
              /** Format: date-time */
              lastUsedAt: string;
            }[];
            appPasswords: {
              name: string;
              /** Format: date-time */
              createdAt: string;
              /** Format: date-time */
              lastUsedAt?: string;
            }[];
            recoveryCode?: {
              /** Format: date-time */
              createdAt: string;
            };
            activity: components['schemas']['ActivityEntry'][];
          };
        };
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `confirmation-required`: Make sure you can receive a code first. `new-password-required`: A new password is needed first. `code-required`: The code comes first. `step-up-required`: Show that it’s you first. `account-protected`: The account is protected. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  eraseAccount: {
    parameters: {
      query?: never;
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': Record<string, never>;
        };
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `confirmation-required`: Make sure you can receive a code first. `new-password-required`: A new password is needed first. `code-required`: The code comes first. `step-up-required`: Show that it’s you first. `account-protected`: The account is protected. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listCountries: {
    parameters: {
      query?: {
        locale?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            country: string;
            callingCode: string;
            name: string;
            example: string;
          }[];
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getJwks: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            keys: {
              /** @enum {string} */
              kty: 'EC';
              /** @enum {string} */
              crv: 'P-256';
              x: string;
              y: string;
              kid: string;
              /** @enum {string} */
              alg: 'ES256';
              /** @enum {string} */
              use: 'sig';
            }[];
          };
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getHealth: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @enum {string} */
            status: 'ok';
            parts: {
              name: string;
              ok: boolean;
            }[];
          };
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  answerCall: {
    parameters: {
      query: {
        ticket: string;
      };
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': unknown[];
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': Record<string, never>;
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `payload-too-large`: The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type`: Unsupported media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deliveryReports: {
    parameters: {
      query?: {
        key?: string;
      };
      header?: {
        /** @description Repeating the request with the same key within a day gives the first answer. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json':
          | unknown[]
          | {
              [key: string]: unknown;
            };
      };
    };
    responses: {
      /** @description Done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            validationResponse?: string;
          };
        };
      };
      /** @description `invalid-request`: The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unauthenticated`: Not signed in. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `payload-too-large`: The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unsupported-media-type`: Unsupported media type. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `idempotency-key-reused`: The Idempotency-Key belongs to another request. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `internal-error`: Something went wrong here. */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `unavailable`: Not available right now. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
}
