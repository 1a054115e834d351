import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { route } from '../../src/app.js';
import { setTwoStepVerification } from '../../src/commands/set-two-step-verification.js';
import { setTwoStepVerificationContract } from '../../src/http/contracts/set-two-step-verification.js';

app.http('setTwoStepVerification', {
  ...route(setTwoStepVerificationContract, ({ parts, caller, body }) =>
    setTwoStepVerification(parts, caller, body),
  ),
  extraInputs: [df.input.durableClient()],
});
