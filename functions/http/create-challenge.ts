import { app } from '@azure/functions';
import { route } from '../../src/app.js';
import { createChallenge } from '../../src/commands/create-challenge.js';
import { createChallengeContract } from '../../src/http/contracts/create-challenge.js';

app.http(
  'createChallenge',
  route(createChallengeContract, ({ parts, caller, body }) => createChallenge(parts, caller, body)),
);
