import { describe, expect, it } from 'vitest';
import type { MaskedAddress } from '../../src/domain/contact-address.js';
import type { CodeReference, DerivedCode } from '../../src/domain/security-code.js';
import type { Message } from '../../src/messages/message.js';
import { renderMessage } from '../../src/messages/render.js';
import { everyNotice } from '../support/every-message.js';

const SERVICE = 'Contoso account name';
const masked = 'a•••@example.org' as MaskedAddress;
const added: Message = { template: 'contact-added', masked };
const code: Message = {
  template: 'security-code',
  purpose: 'step-up',
  code: '012345' as DerivedCode,
  reference: '9E77' as CodeReference,
  minutes: 10,
  host: 'account.example.com',
};

describe('CODE-6 right to left', () => {
  it('names and addresses stand apart from the text around them in mails', () => {
    const { html, subject, text } = renderMessage(added, 'ar', 'email', SERVICE);
    expect(html).toContain(`<bdi>${masked}</bdi>`);
    expect(html).toContain(`«<bdi>${SERVICE}</bdi>»`);
    expect(text).toContain(`\u2068${masked}\u2069`);
    expect(`${html}${subject}`).not.toMatch(/[\u2066-\u2069]/);
  });

  it('codes and links stand alone, with nothing that would be copied along', () => {
    const mail = renderMessage(code, 'ar', 'email', SERVICE);
    expect(mail.text).toContain('\n\n012345\n\n');
    expect(mail.html).toContain('<bdi>012345</bdi>');
    for (const notice of everyNotice) {
      if (!('link' in notice)) continue;
      const { html, text } = renderMessage(notice, 'ar', 'email', SERVICE);
      expect(text.split('\n\n')).toContain(notice.link);
      expect(html).toContain(`<bdi><a href="${notice.link}">${notice.link}</a></bdi>`);
    }
  });

  it('a name cannot break out of where it stands', () => {
    const { html, text } = renderMessage(added, 'ar', 'email', 'Con\u2069toso\u2068');
    expect(html).toContain('<bdi>Contoso</bdi>');
    expect(text).toContain('\u2068Contoso\u2069');
  });

  it('texts in the other direction have no such characters', () => {
    const { html, text } = renderMessage(added, 'en', 'email', SERVICE);
    expect(`${html}${text}`).not.toMatch(/[\u2066-\u2069]/);
    expect(html).toContain(`<bdi>${masked}</bdi>`);
  });
});
