import { app } from '@azure/functions';

import { route } from '../../src/app.js';
import { createAccount } from '../../src/commands/create-account.js';
import { createAccountContract } from '../../src/http/contracts/create-account.js';

app.http('createAccount', {
  ...route(createAccountContract, ({ parts, body }) => createAccount(parts, body)),
});
