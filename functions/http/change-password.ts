import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { route } from '../../src/app.js';
import { changePassword } from '../../src/commands/change-password.js';
import { changePasswordContract } from '../../src/http/contracts/change-password.js';

app.http('changePassword', {
  ...route(changePasswordContract, ({ parts, caller, body, networkAddress }) =>
    changePassword(parts, caller, { ...body, networkAddress }),
  ),
  extraInputs: [df.input.durableClient()],
});
