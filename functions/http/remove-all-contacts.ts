import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { route } from '../../src/app.js';
import { removeAllContacts } from '../../src/commands/remove-contact.js';
import { removeAllContactsContract } from '../../src/http/contracts/remove-all-contacts.js';

app.http('removeAllContacts', {
  ...route(removeAllContactsContract, ({ parts, caller, query }) =>
    removeAllContacts(parts, caller, { acknowledged: query.acknowledge !== undefined }),
  ),
  extraInputs: [df.input.durableClient()],
});
