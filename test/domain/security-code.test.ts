import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeCode, truncateToDigits } from '../../src/domain/security-code.js';

describe('HOTP', () => {
  it('CODE-2 truncation keeps leading zeros and stays within the digits (RFC 4226 §5.4)', () => {
    const example = Buffer.from('1f8698690e02ca16618550ef7f19da8e945b555a', 'hex');
    expect(truncateToDigits(example, 6)).toBe('872921');
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 20, maxLength: 32 }),
        fc.integer({ min: 6, max: 8 }),
        (hmac, digits) => {
          expect(truncateToDigits(hmac, digits)).toMatch(new RegExp(`^\\d{${digits}}$`));
        },
      ),
    );
  });
});

describe('a code is not a password', () => {
  it.each([
    ['12345', false],
    ['123456', true],
    ['1234 5678', true],
    ['12-34-56', true],
    ['123456789', false],
    ['12345a', false],
  ])('CODE-8 %s has the shape of one: %s', (text, does) => {
    expect(looksLikeCode(text)).toBe(does);
  });
});
