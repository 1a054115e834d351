import { app } from '@azure/functions';
import { route } from '../../src/app.js';
import { getChallenge } from '../../src/commands/get-challenge.js';
import { getRecoveryChallenge } from '../../src/commands/get-recovery-challenge.js';
import { getChallengeContract } from '../../src/http/contracts/get-challenge.js';

app.http(
  'getChallenge',
  route(getChallengeContract, ({ parts, caller, params }) =>
    caller === undefined ? getRecoveryChallenge(parts, params) : getChallenge(parts, caller, params),
  ),
);
