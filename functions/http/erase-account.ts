import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { route } from '../../src/app.js';
import { eraseAccount } from '../../src/commands/erase-account.js';
import { eraseAccountContract } from '../../src/http/contracts/erase-account.js';

app.http('eraseAccount', {
  ...route(eraseAccountContract, ({ parts, caller }) => eraseAccount(parts, caller)),
  extraInputs: [df.input.durableClient()],
});
