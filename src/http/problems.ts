import type { Refusal, RefusalCode } from '../domain/refusal.js';

/** What only this edge refuses. */
export type EdgeCode =
  'payload-too-large' | 'unsupported-media-type' | 'method-not-allowed' | 'unavailable' | 'internal-error';

export type ProblemCode = RefusalCode | EdgeCode;

interface Problem {
  readonly status: number;
  readonly title: string;
  /** What to do next. */
  readonly detail: string;
}

/** Every problem this service answers with. A refusal without a line here does not compile. */
export const problems = {
  'invalid-request': {
    status: 400,
    title: 'The request is not valid',
    detail: 'Mend the fields named in "errors" and send it again.',
  },
  unauthenticated: {
    status: 401,
    title: 'Not signed in',
    detail: 'Sign in and send the access token as a bearer token.',
  },
  'wrong-credentials': {
    status: 401,
    title: 'Wrong sign-in name or password',
    detail: 'Check both and try again.',
  },
  'code-is-not-password': {
    status: 401,
    title: 'That looks like a security code',
    detail:
      'A security code is not a password. Enter your password here; the code belongs where you were asked for it.',
  },
  'step-up-required': {
    status: 403,
    title: 'Show that it’s you first',
    detail:
      'Ask for a code at one of the contacts with purpose "step-up", and use the access token that verifying it gives.',
  },
  'account-protected': {
    status: 403,
    title: 'The account is protected',
    detail:
      'Until "endsAt" security settings can’t be changed. Whoever can read a code at a removed contact can cancel.',
  },
  'confirmation-required': {
    status: 403,
    title: 'Make sure you can receive a code first',
    detail:
      'Verify or add a contact, or skip while that is possible, and use the access token that it gives.',
  },
  'new-password-required': {
    status: 403,
    title: 'A new password is needed first',
    detail:
      'Ask for a code with purpose "recover", and set a new password with the recovery grant that verifying it gives.',
  },
  'code-required': {
    status: 403,
    title: 'The code comes first',
    detail: 'Ask for a code with purpose "sign-in", and use the access token that verifying it gives.',
  },
  'deadline-passed': {
    status: 403,
    title: 'It can’t be skipped any more',
    detail: 'Verify a contact, or add one, to sign in.',
  },
  'grant-invalid': {
    status: 403,
    title: 'The recovery grant is not valid',
    detail: 'It was used, has expired, or was never ours. Start the recovery again.',
  },
  'not-found': { status: 404, title: 'Not found', detail: 'There is nothing here under this address or id.' },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    detail: 'Use one of the methods named in "Allow".',
  },
  'sign-in-name-taken': {
    status: 409,
    title: 'The sign-in name is taken',
    detail: 'Choose another, or sign in if it is yours.',
  },
  'already-added': {
    status: 409,
    title: 'Already added',
    detail: 'This address is security info of the account and receives codes.',
  },
  'too-many-contacts': {
    status: 409,
    title: 'Too many',
    detail: 'Remove a contact first, or use another address.',
  },
  'too-many-app-passwords': {
    status: 409,
    title: 'Too many app passwords',
    detail: 'Revoke one that is not used any more first.',
  },
  'last-contact': {
    status: 409,
    title: 'Removing this starts the protection window',
    detail:
      'Nobody will be able to change security settings for its length. Repeat the request with acknowledge=protection-window to go on.',
  },
  'nothing-to-skip': {
    status: 409,
    title: 'There is nothing to skip',
    detail: 'Nobody is asking. Go on.',
  },
  'nothing-to-replace': {
    status: 409,
    title: 'There is nothing to replace',
    detail: 'The account has no security info. Add a contact instead.',
  },
  'no-usable-contact': {
    status: 409,
    title: 'There is nowhere to send a code',
    detail: 'Add what "reason" says is missing first.',
  },
  'not-usable': {
    status: 409,
    title: 'Not usable for this',
    detail: 'This contact can’t take a code for this purpose or in this way; "reason" says why.',
  },
  'challenge-closed': {
    status: 409,
    title: 'This code can’t be entered any more',
    detail: 'Ask for a new code; "reason" says what became of this one.',
  },
  'window-closed': {
    status: 410,
    title: 'There is nothing left to cancel',
    detail: 'The wait is over, or was cancelled before. Sign in to see your security info.',
  },
  'undo-closed': {
    status: 410,
    title: 'The removal can’t be undone any more',
    detail: 'The time for it has passed, or it was undone before. Sign in to see your security info.',
  },
  'repudiation-closed': {
    status: 410,
    title: 'The new password can’t be undone any more',
    detail: 'The time for it has passed, or it was undone before. Start a recovery if you can’t sign in.',
  },
  'payload-too-large': {
    status: 413,
    title: 'The request is too large',
    detail: 'Send at most 16 KiB in one request.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'Unsupported media type',
    detail: 'Send application/json in UTF-8.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The Idempotency-Key belongs to another request',
    detail: 'Use a new key for a new request, and the old one only to repeat the old request unchanged.',
  },
  'weak-password': {
    status: 422,
    title: 'The password is too weak',
    detail: 'Choose another; "errors" says what is wrong with this one.',
  },
  'invalid-contact': {
    status: 422,
    title: 'No code can be sent there',
    detail: 'Mend what "errors" names and try again.',
  },
  'wrong-code': { status: 422, title: 'Wrong code', detail: 'Check the newest message and try again.' },
  'code-superseded': {
    status: 422,
    title: 'A newer code was sent',
    detail: 'Use the code of the message with this reference, sent at "sentAt".',
  },
  'resend-too-soon': {
    status: 429,
    title: 'Too soon for another code',
    detail: 'Wait as long as "retryAfter" says; the last code may still arrive.',
  },
  'too-many-attempts': {
    status: 429,
    title: 'Too many wrong tries',
    detail: 'Wait as long as "retryAfter" says and try again; "of" says whose limit it is.',
  },
  'too-many-codes': {
    status: 429,
    title: 'Too many codes were sent',
    detail:
      'Wait as long as "retryAfter" says, or use another contact or way of delivery; "of" says whose limit it is.',
  },
  'internal-error': {
    status: 500,
    title: 'Something went wrong here',
    detail: 'It is our fault, and recorded under "instance". Try again later.',
  },
  'code-not-sent': {
    status: 503,
    title: 'The code could not be sent',
    detail:
      'Ask for it again after "retryAfter" seconds with the challenge’s id, or choose another contact or way of delivery.',
  },
  unavailable: {
    status: 503,
    title: 'Not available right now',
    detail: 'Nothing was changed. Send the same request again after "retryAfter" seconds.',
  },
} as const satisfies Record<ProblemCode, Problem>;

/** A problem with its facts, those of a refusal or of the edge. */
export type ProblemFacts = Refusal | ({ readonly code: EdgeCode } & Readonly<Record<string, unknown>>);

/** RFC 9457 members and the facts beside them. */
export function problemBody(facts: ProblemFacts, requestId: string): Record<string, unknown> {
  const { code, ...extensions } = facts;
  const { detail, status, title } = problems[code];
  return {
    type: `urn:security-info:problem:${code}`,
    title,
    status,
    detail,
    instance: `urn:uuid:${requestId}`,
    code,
    ...extensions,
  };
}
