import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { route } from '../../src/app.js';
import { signIn } from '../../src/commands/sign-in.js';
import { signInContract } from '../../src/http/contracts/sign-in.js';

app.http('signIn', {
  ...route(signInContract, ({ parts, body, networkAddress }) => signIn(parts, { ...body, networkAddress })),
  extraInputs: [df.input.durableClient()],
});
