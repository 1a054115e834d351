import type { Route } from '../app/route.js';
import { AddEmail } from './add-email.js';
import { AddPhone } from './add-phone.js';
import { CancelProtection } from './cancel-protection.js';
import { RemoveAllContacts } from './remove-all-contacts.js';
import { RemoveContact } from './remove-contact.js';
import { ReplaceContacts } from './replace-contacts.js';
import { SecurityInfoPage } from './security-info-page.js';
import { VerifyContact } from './verify-contact.js';

export const contactRoutes: readonly Route[] = [
  { path: '/', for: 'nothing', Page: SecurityInfoPage },
  { path: '/add-email', for: ['nothing', 'confirmation'], Page: AddEmail },
  { path: '/add-phone', for: ['nothing', 'confirmation'], Page: AddPhone },
  { path: '/verify/:contactId', for: ['nothing', 'confirmation'], Page: VerifyContact },
  { path: '/remove/:contactId', for: 'nothing', Page: RemoveContact },
  { path: '/remove-all', for: 'nothing', Page: RemoveAllContacts },
  { path: '/replace', for: ['nothing', 'confirmation', 'code', 'new-password'], Page: ReplaceContacts },
  { path: '/cancel-protection', for: 'nothing', Page: CancelProtection },
];
