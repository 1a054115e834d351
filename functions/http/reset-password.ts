import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { route } from '../../src/app.js';
import { resetPassword } from '../../src/commands/reset-password.js';
import { resetPasswordContract } from '../../src/http/contracts/reset-password.js';

app.http('resetPassword', {
  ...route(resetPasswordContract, ({ parts, body }) => resetPassword(parts, body)),
  extraInputs: [df.input.durableClient()],
});
