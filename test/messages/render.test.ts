import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CodeReference, DerivedCode, Purpose } from '../../src/domain/security-code.js';
import type { SecurityCodeMessage } from '../../src/messages/message.js';
import { renderMessage } from '../../src/messages/render.js';
import { everyNotice, everyPurpose } from '../support/every-message.js';

const SERVICE = 'Contoso <& Söhne> 20'; // twenty characters, some of them awkward
function codeMessage(purpose: Purpose): SecurityCodeMessage {
  const [code, reference] = ['012345' as DerivedCode, '9E77' as CodeReference];
  return {
    template: 'security-code',
    purpose,
    code,
    reference,
    minutes: 10,
    host: 'account.contoso.example',
  };
}

/** GSM 03.38 without its extension table: what one segment holds 160 of. */
const GSM7 = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]*$/u;

/** Its extension table: two places each. */
const EXTENDED = /[\f^{}\\[~\]|€]/g;
const fitsOneText = (text: string): boolean =>
  GSM7.test(text.replace(EXTENDED, ''))
    ? text.length + (text.match(EXTENDED)?.length ?? 0) <= 160
    : text.length <= 70;

describe('CODE-6 a security code', () => {
  it.each(everyPurpose)('for %s says what for, how long, and to share it with nobody', (purpose) => {
    const { html, subject, text } = renderMessage(codeMessage(purpose), 'en', 'email', SERVICE);
    for (const part of ['012345', '9E77', '10 minutes', 'Never share it', 'ignore this message'])
      expect(text).toContain(part);
    expect(subject).toBe(`${SERVICE} security code`);
    expect(html).toContain('012345');
    expect(`${subject}${text}${html}`).not.toMatch(/\{|\}|undefined/);
  });

  it.each(everyPurpose)('for %s fits one text, whose last line is bound to the origin', (purpose) => {
    const { text } = renderMessage(codeMessage(purpose), 'en', 'sms', 'Contoso account name');
    expect(text).toMatch(GSM7);
    expect(text.length).toBeLessThanOrEqual(160);
    expect(text.split('\n').at(-1)).toBe('@account.contoso.example #012345');
  });

  it('fits one text whatever service and host are called, as long as code and last line do', () => {
    const label = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?$/);
    const host = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join('.'));
    const name = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
      fc.string({ unit: fc.constantFrom(...Array.from('ab €^{}[]')), minLength: 1, maxLength: 40 }),
    );
    fc.assert(
      fc.property(host, name, (hostname, service) => {
        const { text } = renderMessage({ ...codeMessage('step-up'), host: hostname }, 'en', 'sms', service);
        const lastLine = `@${hostname} #012345`;
        expect(text.startsWith('012345')).toBe(true);
        expect(text.split('\n').at(-1)).toBe(lastLine);
        if (`012345\n\n${lastLine}`.length <= 160) expect(fitsOneText(text), text).toBe(true);
        else expect(text).toBe(`012345\n\n${lastLine}`);
      }),
    );
  });

  it.each([
    ['a name of ours', 'Contoso account', 'account.contoso.example', /is your Contoso account security code/],
    [
      'another alphabet',
      'コントソ アカウント',
      'account.contoso.example',
      /^012345 is your security code \(9E77\)/,
    ],
    [
      'a long host',
      'Contoso',
      `${'a'.repeat(60)}.${'b'.repeat(20)}.example`,
      /^012345 is your security code/,
    ],
    ['a very long host', 'Contoso', `${'a'.repeat(60)}.${'b'.repeat(60)}.example`, /^012345\n\n@/],
  ])('with %s says as much as fits', (_, service, host, expected) => {
    expect(renderMessage({ ...codeMessage('step-up'), host }, 'en', 'sms', service).text).toMatch(expected);
  });

  it('is spoken digit by digit, twice', () => {
    const { locale, text } = renderMessage(codeMessage('step-up'), 'en', 'call', SERVICE);
    expect(text.match(/0, 1, 2, 3, 4, 5/g)).toHaveLength(2);
    expect(locale).toBe('en-US');
  });

  it('has one minute as well as ten', () => {
    const { text } = renderMessage({ ...codeMessage('step-up'), minutes: 1 }, 'en', 'email', SERVICE);
    expect(text).toContain('for 1 minute.');
  });
});

describe('PRV-1 notices', () => {
  it.each(everyNotice.map((notice) => [notice.template, notice] as const))(
    '%s: whole in every delivery, without any code',
    (_, notice) => {
      const email = renderMessage(notice, 'en', 'email', SERVICE);
      const texts = [
        email.subject,
        email.text,
        renderMessage(notice, 'en', 'sms', SERVICE).text,
        renderMessage(notice, 'en', 'call', SERVICE).text,
      ];
      for (const text of texts) {
        expect(text.length).toBeGreaterThan(10);
        expect(text).not.toMatch(/\{|\}|undefined|\b\d{6}\b/);
      }
      expect(email.html).not.toContain('<&');
      expect(email.html).toContain('&#60;&#38;');
      expect(email.html).not.toMatch(/<(?:img|script|link)\b/);
      // The only link there is shows where it goes.
      const links = [...email.html.matchAll(/<a href="([^"]*)">([^<]*)<\/a>/g)];
      expect(links.map(([, href, shown]) => [href, shown])).toEqual(
        'link' in notice ? [[notice.link, notice.link]] : [],
      );
    },
  );

  it('WIN-3 dates are told in UTC', () => {
    const started = everyNotice.find(({ template }) => template === 'protection-started');
    expect(renderMessage(started!, 'en', 'email', SERVICE).text).toContain(
      'January 31, 2027 at 12:00 AM UTC',
    );
  });

  it('REP-2 a text with its link fits two segments', () => {
    for (const notice of everyNotice.filter((one) => 'link' in one)) {
      expect(renderMessage(notice, 'en', 'sms', 'Contoso account name').text.length).toBeLessThanOrEqual(306);
    }
  });

  it('a language we do not have falls back, a region to its language', () => {
    const [first] = everyNotice;
    const english = renderMessage(first!, 'en', 'sms', SERVICE);
    for (const locale of ['en-GB', 'tlh', 'x-klingon'])
      expect(renderMessage(first!, locale, 'sms', SERVICE)).toEqual(english);
  });
});
