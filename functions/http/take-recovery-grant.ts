import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { route } from '../../src/app.js';
import { takeRecoveryGrant } from '../../src/commands/take-recovery-grant.js';
import { takeRecoveryGrantContract } from '../../src/http/contracts/take-recovery-grant.js';

app.http('takeRecoveryGrant', {
  ...route(takeRecoveryGrantContract, ({ parts, body }) => takeRecoveryGrant(parts, body)),
  extraInputs: [df.input.durableClient()],
});
