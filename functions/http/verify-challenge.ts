import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { route } from '../../src/app.js';
import { verifyChallenge } from '../../src/commands/verify-challenge.js';
import { verifyChallengeContract } from '../../src/http/contracts/verify-challenge.js';

app.http('verifyChallenge', {
  ...route(verifyChallengeContract, ({ parts, caller, params, body, networkAddress }) =>
    verifyChallenge(parts, caller, { ...params, ...body, networkAddress }),
  ),
  extraInputs: [df.input.durableClient()],
});
