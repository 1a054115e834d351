import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { route } from '../../src/app.js';
import { removeContact } from '../../src/commands/remove-contact.js';
import { removeContactContract } from '../../src/http/contracts/remove-contact.js';

app.http('removeContact', {
  ...route(removeContactContract, ({ parts, caller, params, query }) =>
    removeContact(parts, caller, { ...params, acknowledged: query.acknowledge !== undefined }),
  ),
  extraInputs: [df.input.durableClient()],
});
