import { app } from '@azure/functions';
import { route } from '../../src/app.js';
import { resendChallenge } from '../../src/commands/resend-challenge.js';
import { resendChallengeContract } from '../../src/http/contracts/resend-challenge.js';

app.http(
  'resendChallenge',
  route(resendChallengeContract, ({ parts, caller, params, body }) =>
    resendChallenge(parts, caller, { ...params, ...body }),
  ),
);
