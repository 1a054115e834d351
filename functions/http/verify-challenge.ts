import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { route } from '../../src/app.js';
import { verifyChallenge } from '../../src/commands/verify-challenge.js';
import { verifyRecoveryCode } from '../../src/commands/verify-recovery-code.js';
import { verifyChallengeContract } from '../../src/http/contracts/verify-challenge.js';

app.http('verifyChallenge', {
  ...route(verifyChallengeContract, ({ parts, caller, params, body, networkAddress }) => {
    const typed = { ...params, ...body, networkAddress };
    return caller === undefined ? verifyRecoveryCode(parts, typed) : verifyChallenge(parts, caller, typed);
  }),
  extraInputs: [df.input.durableClient()],
});
