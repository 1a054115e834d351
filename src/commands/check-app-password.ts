import type { Account } from '../domain/account.js';
import type { AppPassword } from '../domain/app-password.js';
import { findAppPassword, readAppPassword } from '../domain/app-passwords.js';
import type { Guess } from './guarded.js';
import type { Parts } from './parts.js';

/**
 * Guesses are counted for each app password, by its first group: the old one of a forgotten device, tried again and again,
 * must not lock out the others, and whoever only knows the sign-in name must not either.
 */
export function appPasswordGuess(whose: string, typed: string): Pick<Guess, 'secret' | 'subject'> {
  return { secret: 'app-password', subject: `${whose} ${readAppPassword(typed)?.selector ?? ''}` };
}

/**
 * APP-1: the app password that was typed. One hash is computed whatever it was and whether there is such an account, so
 * that the time taken tells nothing.
 */
export async function checkAppPassword(
  { passwords }: Pick<Parts, 'passwords'>,
  account: Account | undefined,
  typed: string,
): Promise<AppPassword | undefined> {
  const read = readAppPassword(typed);
  const found = read && account && findAppPassword(account, read.selector);
  if (read === undefined || found === undefined) {
    await passwords.verifyNothing(typed);
    return undefined;
  }
  return (await passwords.verify(read.secret, found.hash)) ? found : undefined;
}
