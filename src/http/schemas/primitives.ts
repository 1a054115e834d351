import { z } from 'zod';
import { OPAQUE_ID } from '../../domain/identifiers.js';
import type { Instant } from '../../domain/instant.js';
import { instant, rfc3339 } from '../../domain/instant.js';

// C0, DEL, C1: nothing people type.
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/u;

/** Text as people type it: without control characters or half surrogates. */
export function typedText(longest: number) {
  return z
    .string()
    .min(1, 'must not be empty')
    .max(longest, `must have at most ${longest} characters`)
    .refine((text) => !CONTROL.test(text), 'must not contain control characters')
    .refine((text) => text.isWellFormed(), 'must be well-formed Unicode');
}

/** A BCP 47 tag. */
export const localeTag = z.string().max(35).refine(isLocale, 'must be a language tag such as en or pt-BR');

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

/** Ids we gave out. A branded type comes out. */
export function opaqueId<Id extends string>() {
  return z.string().regex(OPAQUE_ID, 'is not an id') as unknown as z.ZodType<Id, string>;
}

/** RFC 3339 in answers; instants inside. */
export const time = z.iso.datetime();

/** An instant as somebody else says it, RFC 3339 with any offset. */
export const timeSaid = z.iso.datetime({ offset: true }).transform((text) => instant(Date.parse(text)));

/** Turns every instant of an answer's named fields into RFC 3339. */
const TIME_FIELDS = new Set([
  'addedAt',
  'at',
  'confirmedAt',
  'createdAt',
  'deadline',
  'endsAt',
  'expiresAt',
  'exportedAt',
  'firstNoticeAt',
  'keptUntil',
  'lastConfirmedAt',
  'lastSignInAt',
  'lastUsedAt',
  'resendAfter',
  'sentAt',
  'sentTimes',
  'skippedUntil',
  'startedAt',
  'trustedAt',
  'until',
]);

export function renderTimes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renderTimes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [
      key,
      TIME_FIELDS.has(key) ? renderTime(field) : renderTimes(field),
    ]),
  );
}

/** One instant, or a list of them. */
function renderTime(field: unknown): unknown {
  if (Array.isArray(field)) return field.map(renderTime);
  return typeof field === 'number' ? rfc3339(field as Instant) : renderTimes(field);
}
