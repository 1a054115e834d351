import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { route } from '../../src/app.js';
import { cancelProtection } from '../../src/commands/cancel-protection.js';
import { cancelProtectionContract } from '../../src/http/contracts/cancel-protection.js';

app.http('cancelProtection', {
  ...route(cancelProtectionContract, ({ parts, body }) => cancelProtection(parts, body)),
  extraInputs: [df.input.durableClient()],
});
