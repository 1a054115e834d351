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
    sms: `{code} is your {service} security code ({reference}), good for {minutes} min. Never share it. Didn't ask? Ignore it.`,
    smsShort: '{code} is your security code ({reference}). Never share it.',
    call: 'This is {service} with the security code you asked for. Your code is: {code}.',
    callAgain: 'Once more: {code}. Never share it. If you didn’t ask for it, ignore this call. Goodbye.',
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

If this wasn’t you, sign in and change your password. What was removed is kept until {undoUntil, date, long}, in case it has to be brought back, and erased after that.`,
      short: '{service}: {masked} was removed as security info. Not you? Sign in and change your password.',
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

If this wasn’t you, sign in and cancel it: we’ll send a code to this address, and everything is as it was.`,
      short:
        '{service}: {reason, select, replacement {security info is being replaced} other {all security info was removed}}. The account is protected until {endsAt, date, medium}. Not you? Sign in and cancel.',
    },
    'protection-reminder': {
      subject:
        '{daysLeft, plural, one {# day} other {# days}} left: your account is protected until {endsAt, date, long}',
      body: `The protection of your {service} ends on {endsAt, date, long} at {endsAt, time, short} UTC, in {daysLeft, plural, one {# day} other {# days}}. After that, this address is erased from the account for good.

If removing it wasn’t you, sign in and cancel now: we’ll send a code to this address, and everything is as it was.`,
      short:
        '{service}: {daysLeft, plural, one {# day} other {# days}} left to cancel the removal of this security info. Not you? Sign in and cancel.',
    },
    'protection-cancelled': {
      subject: 'The removal of your security info was cancelled',
      body: `Somebody who can read codes at one of your contacts cancelled the removal. Your {service} has all its security info again, and nothing is shut any more.

If this wasn’t you, sign in and check your security info.`,
      short: '{service}: the removal of your security info was cancelled. All of it is back.',
    },
    'protection-ended': {
      subject: 'The wait is over',
      body: `The protection of your {service} has ended and this address was erased from it. {awaitingInfo, select, yes {It’s time to enter new security info: sign in and add an email address or a phone number.} other {The new security info is in use.}}

This is the last message to this address.`,
      short:
        '{service}: the wait is over{awaitingInfo, select, yes {; sign in and enter new security info} other {}}. This was the last message to you.',
    },
  },
  footer:
    'You get this because the address is, or was, security info for your {service}. It is used for nothing else.',
};
