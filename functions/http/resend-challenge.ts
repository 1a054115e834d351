import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { route } from '../../src/app.js';
import { resendChallenge } from '../../src/commands/resend-challenge.js';
import { resendRecoveryCode } from '../../src/commands/resend-recovery-code.js';
import { resendChallengeContract } from '../../src/http/contracts/resend-challenge.js';

app.http('resendChallenge', {
  ...route(resendChallengeContract, ({ parts, caller, params, body }) => {
    const asked = { ...params, ...body };
    return caller === undefined ? resendRecoveryCode(parts, asked) : resendChallenge(parts, caller, asked);
  }),
  extraInputs: [df.input.durableClient()],
});
