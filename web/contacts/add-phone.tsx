import { AddContact } from './add-contact.js';
import { LazyPhoneForm } from './lazy-phone-form.js';

/** ADD-2 */
export function AddPhone() {
  return <AddContact of="phone" Form={LazyPhoneForm} />;
}
