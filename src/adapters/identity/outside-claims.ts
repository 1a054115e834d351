import { instant, SECOND, type Instant } from '../../domain/instant.js';

const NAME = /^[^\u0000-\u001f\u007f-\u009f]{3,254}$/u;

/** A sign-in name that has a use as one. */
function nameIn(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim.isWellFormed() && NAME.test(claim) ? claim : undefined;
}

/**
 * The name to find an account by. An address only where the provider says that it has seen it proven: otherwise anybody could
 * sign up there with a holder's address, and would be found by it here.
 *
 * @param claim by name
 */
export function provenNameIn(claim: (name: string) => unknown, nameClaim: string): string | undefined {
  const proven = claim('email_verified');
  const isProven = proven === true || (typeof proven === 'string' && proven.toLowerCase() === 'true');
  return nameClaim === 'email' && !isProven ? undefined : nameIn(claim(nameClaim));
}

/** The first language that is one: of `locale`, or of `ui_locales` with its blanks (OpenID Connect Core §3.1.2.1, §5.1). */
export function localeIn(...claims: readonly unknown[]): string | undefined {
  const tags = claims.flatMap((claim) => (typeof claim === 'string' ? claim.split(' ') : []));
  return tags.map(canonical).find((tag) => tag !== undefined);
}

function canonical(tag: string): string | undefined {
  // Some providers write en_US.
  const text = tag.replaceAll('_', '-');
  if (text === '' || text.length > 35) return undefined;
  try {
    return Intl.getCanonicalLocales(text)[0];
  } catch {
    return undefined;
  }
}

/** NumericDate (RFC 7519 §2), which some write as text. */
export function timeIn(claim: unknown): Instant | undefined {
  const seconds = typeof claim === 'string' && /^\d{1,12}$/.test(claim) ? Number(claim) : claim;
  return typeof seconds === 'number' && Number.isFinite(seconds) ? instant(seconds * SECOND) : undefined;
}
