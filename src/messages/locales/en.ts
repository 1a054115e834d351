import type { Catalog } from '../catalog.js';

export const en: Catalog = {
  locale: 'en',
  direction: 'ltr',
  voice: 'en-US',
  purposes: {
    'add-contact': 'add this as security info',
    'step-up': 'show that it’s you',
    'sign-in': 'sign in',
    confirm: 'confirm your security info',
    recover: 'get back in to your account',
    'cancel-protection': 'stop the removal of your security info',
  },
  code: {
    subject: '{service} security code',
    body: `Use this security code to {purpose}:

{code}

It works once, for {minutes, plural, one {# minute} other {# minutes}}. Reference: {reference}

Never share it: nobody from {service} will ask you for it. If you didn’t ask for a code, ignore this message; somebody may have typed your address by mistake.`,
    sms: [
      "{code} is your {service} security code ({reference}), good for {minutes} min. Never share it. Didn't ask? Ignore it.",
      '{code} is your security code ({reference}). Never share it.',
    ],
    call: 'This is {service} with the security code you asked for. Your code is: {code}.',
    callAgain: 'Once more: {code}. Never share it. If you didn’t ask for it, ignore this call. Goodbye.',
    pause: ', ',
  },
  help: {
    'allow-sender': 'The mail was filtered out. Look in quarantine, and allow our sender address.',
    'ask-again': 'Ask for another code.',
    'check-country': 'Check that the right country is chosen for the number.',
    'check-junk-folder': 'Look in the junk folder, too.',
    'check-number': 'Check that the number is right, digit by digit.',
    'check-spelling': 'Check the spelling of the address.',
    'opted-out':
      'This phone once answered STOP to our texts. Answer START to the last one to get them again.',
    'phone-reachable': 'Make sure that the phone is on and has reception, then ask for another code.',
    'same-provider':
      'If you lost access to the mailbox together with your account because both are at one provider, use another.',
    'try-call': 'Ask for the code by call instead.',
    'try-text': 'Ask for the code by text message instead.',
    'unknown-callers-blocked':
      'Some phones turn away unknown callers: allow them for a moment, then ask for another call.',
    'unknown-senders-blocked': 'Some phones sort texts from unknown senders away: look in blocked messages.',
    'use-another-contact': 'Use another email address or phone number.',
  },
  notices: {
    'contact-added': {
      subject: 'Security info was added to your account',
      body: `{masked} was added as security info to your {service}. From now on it can receive security codes.

If this wasn’t you, sign in, remove it and change your password.`,
      short:
        '{service}: {masked} was added as security info. Not you? Sign in, remove it and change your password.',
    },
    'contact-removed': {
      subject: 'Security info was removed from your account',
      body: `{masked} was removed as security info from your {service}. It no longer receives security codes.

{undo, select, yes {If this wasn’t you, bring it back. Everybody who is signed in will be signed out, and a new password will be asked for. Open this page until {undoUntil, date, long} and confirm:

{link}

After that day this address is erased from the account.} other {If this wasn’t you, sign in and change your password. What was removed is kept until {undoUntil, date, long}, in case it has to be brought back, and erased after that.}}`,
      short:
        '{service}: {masked} was removed as security info. Not you? {undo, select, yes {Bring it back: {link}} other {Sign in and change your password.}}',
    },
    'contact-restored': {
      subject: 'Security info of your account was brought back',
      body: `The removal of {masked} from your {service} was undone by whoever reads messages there. Everybody who was signed in has been signed out, and the next sign-in asks for a new password.

If this wasn’t you, sign in and check your security info.`,
      short:
        '{service}: {masked} is security info again. Everybody was signed out; the next sign-in asks for a new password.',
    },
    'contact-disabled': {
      subject: 'Security info of your account was turned off',
      body: `Too many wrong security codes were entered for {masked}. It is turned off and has to be added again before it can receive codes.

If this wasn’t you, somebody may be trying to get in to your {service}: change your password.`,
      short:
        '{service}: {masked} was turned off after too many wrong codes. Add it again when you next sign in.',
    },
    'protection-started': {
      subject: 'Your account is protected until {endsAt, date, long}',
      body: `{reason, select, replacement {Security info of your {service} is being replaced.} other {All security info was removed from your {service}.}} Until {endsAt, date, long} at {endsAt, time, short} UTC nobody can change its security settings or use its payment options. Mail, messaging, files and devices work as usual.

If this wasn’t you, open this page and cancel it; everything is as it was then:

{link}`,
      short:
        '{service}: {reason, select, replacement {security info is being replaced} other {all security info was removed}}. Protected until {endsAt, date, medium}. Not you? Cancel: {link}',
    },
    'protection-reminder': {
      subject:
        '{daysLeft, plural, one {# day} other {# days}} left: your account is protected until {endsAt, date, long}',
      body: `The protection of your {service} ends on {endsAt, date, long} at {endsAt, time, short} UTC, in {daysLeft, plural, one {# day} other {# days}}. After that, this address is erased from the account for good.

If removing it wasn’t you, open this page and cancel; everything is as it was then:

{link}`,
      short:
        '{service}: {daysLeft, plural, one {# day} other {# days}} left to cancel the removal of this security info. Not you? {link}',
    },
    'protection-cancelled': {
      subject: 'The removal of your security info was cancelled',
      body: `Somebody who can read codes at one of your contacts cancelled the removal. Your {service} has all its security info again, and nothing is shut any more.{newPassword, select, yes { Somebody else may know your password: everybody was signed out, and the next sign-in asks for a new one.} other {}}

If this wasn’t you, sign in and check your security info.`,
      short:
        '{service}: the removal of your security info was cancelled. All of it is back.{newPassword, select, yes { The next sign-in asks for a new password.} other {}}',
    },
    'protection-ended': {
      subject: 'The wait is over',
      body: `The protection of your {service} has ended and this address was erased from it. {awaitingInfo, select, yes {It’s time to enter new security info: sign in and add an email address or a phone number.} other {The new security info is in use.}}

This is the last message to this address.`,
      short:
        '{service}: the wait is over{awaitingInfo, select, yes {; sign in and enter new security info} other {}}. This was the last message to you.',
    },
    'replacement-done': {
      subject: 'Your new security info is in use',
      body: `The wait is over: {masked} is security info of your {service} now, and what it replaced has been erased.

If you didn’t ask for this, change your password at once.`,
      short: '{service}: the wait is over, {masked} is your security info now.',
    },
    'confirmation-reminder': {
      subject:
        'Make sure you can receive a security code: {daysLeft, plural, one {# day} other {# days}} left',
      body: `You were asked to make sure that you can receive a security code for your {service}. From {deadline, date, long} at {deadline, time, short} UTC you’ll have to do that before you can sign in.

Sign in and ask for a code, here or at another of your contacts. If you can’t receive codes any more, add new security info.`,
      short:
        '{service}: {daysLeft, plural, one {# day} other {# days}} left to make sure you can receive a security code. Sign in and ask for one.',
    },
    'two-step-changed': {
      subject: 'Two-step verification was turned {enabled, select, yes {on} other {off}} for your account',
      body: `Two-step verification was turned {enabled, select, yes {on} other {off}} for your {service}. {enabled, select, yes {From now on signing in asks for a security code after the password, except on devices that you trust.} other {Signing in no longer asks for a security code after the password, and no device is trusted any more.}}

If this wasn’t you, sign in, change your password and check your security info.`,
      short:
        '{service}: two-step verification was turned {enabled, select, yes {on} other {off}}. Not you? Sign in and change your password.',
    },
    'app-password-made': {
      subject: 'An app password was made for your account',
      body: `An app password was made for your {service}. An app that has it can use mail, messaging, files and devices without a security code.

If this wasn’t you, sign in, revoke it and change your password.`,
      short: '{service}: an app password was made. Not you? Sign in, revoke it and change your password.',
    },
    'recovery-code-made': {
      subject: 'A recovery code was made for your account',
      body: `A recovery code was made for your {service}. Whoever has it can set a new password without reading a security code. Any older recovery code no longer works.

If this wasn’t you, sign in, make another one and change your password.`,
      short:
        '{service}: a recovery code was made. Not you? Sign in, make another one and change your password.',
    },
    'recovery-code-used': {
      subject: 'The recovery code of your account was used',
      body: `Somebody used the recovery code of your {service} to get back in. It no longer works; a new one was shown in its place.

If this wasn’t you, start a recovery at the sign-in page at once, and make another recovery code.`,
      short:
        '{service}: your recovery code was used and replaced. Not you? Recover the account at the sign-in page.',
    },
    'password-changed': {
      subject: 'The password of your account was changed',
      body: `The password of your {service} was changed, and everybody was signed out, on trusted devices and with app passwords, too. A recovery code that was saved shortly before no longer works.

{undo, select, yes {If this wasn’t you, open this page and confirm. Whoever did it is signed out, and a new password is set with a code only you can read:

{link}} other {If this wasn’t you, start a recovery at the sign-in page, and check your security info.}}`,
      short:
        '{service}: the password was changed and everybody was signed out. Not you? {undo, select, yes {{link}} other {Recover the account at the sign-in page.}}',
    },
    'account-erased': {
      subject: 'Your account’s security info was erased',
      body: `Somebody who is signed in to your {service} and can read a security code at one of its contacts asked for it to be erased. This address, all other security info and everything else that was kept about the account go now, for good.

If this wasn’t you, get in touch with {service}. This is the last message to this address.`,
      short:
        '{service}: the account was erased, and this number with it. Not you? Get in touch with us. This was the last message to you.',
    },
    'password-repudiated': {
      subject: 'The new password of your account was undone',
      body: `Somebody who reads messages at one of your contacts said that the new password of your {service} wasn’t theirs. Everybody was signed out, and nobody gets in before a new password is set with a security code.

Start a recovery at the sign-in page, and check your security info.`,
      short:
        '{service}: the new password was undone and everybody was signed out. Recover the account at the sign-in page.',
    },
  },
  footer:
    'You get this because the address is, or was, security info for your {service}. It is used for nothing else.',
};
