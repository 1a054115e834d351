import { keyRingSchema, type KeyRing } from './key-ring.js';

/**
 * @param where names what was read, for the error
 * @throws Error that says what to do, and never what was there
 */
export function parseKeyRing(text: string, where: string): KeyRing {
  const parsed = keyRingSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new Error(
    `${where} is not one of ours (${wrong || 'no JSON'}). Put the right one back: ` +
      'without its keys no stored address can be read. Delete it only together with the data.',
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
