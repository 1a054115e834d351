import { app } from '@azure/functions';
import { route } from '../../src/app.js';
import { skipConfirmation } from '../../src/commands/skip-confirmation.js';
import { skipConfirmationContract } from '../../src/http/contracts/skip-confirmation.js';

app.http(
  'skipConfirmation',
  route(skipConfirmationContract, ({ parts, caller }) => skipConfirmation(parts, caller)),
);
