import { ok, refuse, type Outcome } from './outcome.js';
import type { FieldError } from './refusal.js';
import { looksLikeCode } from './security-code.js';

/** Length in code points (NIST SP 800-63B-4 §3.1.1.2 asks for at least 8 beside another factor, and for 64 to be allowed). */
const SHORTEST = 8;
const LONGEST = 256;

/** The most used passwords of the public breach lists that are long enough to pass the length rule, folded to lower case. */
const COMMON = new Set(
  `password password1 password12 password123 passw0rd p@ssw0rd 1q2w3e4r 1q2w3e4r5t qwertyui qwertyuiop qwerty123 qwerty12
   1qaz2wsx zaq12wsx iloveyou sunshine princess football baseball superman michelle jennifer computer internet starwars
   whatever trustno1 letmein1 welcome1 welcome123 admin123 administrator abc12345 abcd1234 asdfghjk asdfghjkl 1234qwer
   changeme secret123 master123 monkey123 dragon123 charlie1 liverpool butterfly blink182 mercedes samantha jordan23`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Whether a password may be set: long enough, not on everybody's list, not the name, not the shape of a code (CODE-8). */
export function checkPassword(password: string, signInName: string): Outcome<undefined, 'weak-password'> {
  const weakness = weaknessOf(password, signInName);
  return weakness === undefined
    ? ok(undefined)
    : refuse({ code: 'weak-password', errors: [{ path: 'password', ...weakness }] });
}

function weaknessOf(password: string, signInName: string): Omit<FieldError, 'path'> | undefined {
  const length = [...password].length;
  const folded = password.normalize('NFKC').toLowerCase();
  if (length < SHORTEST) return { code: 'too-short', message: `Use at least ${SHORTEST} characters.` };
  if (length > LONGEST) return { code: 'too-long', message: `Use at most ${LONGEST} characters.` };
  if (looksLikeCode(password)) {
    return { code: 'looks-like-code', message: 'Choose something that can’t be taken for a security code.' };
  }
  if (COMMON.has(folded) || new Set(folded).size < 4 || isRun(folded)) {
    return { code: 'common', message: 'Many people use this one; choose something harder to guess.' };
  }
  const name = signInName.normalize('NFKC').toLowerCase();
  if (folded === name || folded === name.split('@')[0]) {
    return { code: 'same-as-name', message: 'Choose something other than your sign-in name.' };
  }
  return undefined;
}

/** `12345678`, `abcdefgh`, `87654321`: each character one step from the last. */
function isRun(text: string): boolean {
  const points = [...text].map((character) => character.codePointAt(0) ?? 0);
  const steps = new Set(points.slice(1).map((point, at) => point - (points[at] ?? 0)));
  return steps.size === 1 && Math.abs([...steps][0] ?? 0) <= 1;
}
