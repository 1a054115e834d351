import { sessionEnd } from '../api/session.js';
import { isOutside } from '../api/set-up.js';
import { text } from '../texts/text.js';
import { Notice } from '../ui/notice.js';

const ENDS = {
  ended: 'sign-in.ended',
  erased: isOutside ? 'account.forgotten' : 'account.deleted',
  'password-changed': 'account.password-changed',
  'signed-out': 'sign-in.signed-out',
} as const;

/** Why somebody who was signed in isn't any more. */
export function HowItEnded() {
  if (sessionEnd.value === undefined) return null;
  return (
    <Notice kind="note">
      <p>{text(ENDS[sessionEnd.value])}</p>
    </Notice>
  );
}
