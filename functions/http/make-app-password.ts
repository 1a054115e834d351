import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { route } from '../../src/app.js';
import { makeAppPassword } from '../../src/commands/make-app-password.js';
import { makeAppPasswordContract } from '../../src/http/contracts/make-app-password.js';

app.http('makeAppPassword', {
  ...route(makeAppPasswordContract, ({ parts, caller, body }) => makeAppPassword(parts, caller, body)),
  extraInputs: [df.input.durableClient()],
});
