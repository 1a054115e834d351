import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { route } from '../../src/app.js';
import { resendChallenge } from '../../src/commands/resend-challenge.js';
import { resendChallengeContract } from '../../src/http/contracts/resend-challenge.js';

app.http('resendChallenge', {
  ...route(resendChallengeContract, ({ parts, caller, params, body }) =>
    resendChallenge(parts, caller, { ...params, ...body }),
  ),
  extraInputs: [df.input.durableClient()],
});
