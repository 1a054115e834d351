import { app } from '@azure/functions';
import { route } from '../../src/app.js';
import { addContact } from '../../src/commands/add-contact.js';
import { addContactContract } from '../../src/http/contracts/add-contact.js';

app.http(
  'addContact',
  route(addContactContract, ({ parts, caller, body }) => addContact(parts, caller, body)),
);
