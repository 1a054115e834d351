import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { route } from '../../src/app.js';
import { gateSignIn } from '../../src/commands/gate-sign-in.js';
import { gateSignInContract } from '../../src/http/contracts/gate-sign-in.js';

app.http('gateSignIn', {
  ...route(gateSignInContract, ({ parts, body }) => gateSignIn(parts, body)),
  extraInputs: [df.input.durableClient()],
});
