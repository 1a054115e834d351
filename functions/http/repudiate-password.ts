import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { route } from '../../src/app.js';
import { repudiatePassword } from '../../src/commands/repudiate-password.js';
import { repudiatePasswordContract } from '../../src/http/contracts/repudiate-password.js';

app.http('repudiatePassword', {
  ...route(repudiatePasswordContract, ({ parts, body }) => repudiatePassword(parts, body)),
  extraInputs: [df.input.durableClient()],
});
