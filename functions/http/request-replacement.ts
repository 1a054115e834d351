import { app } from '@azure/functions';
import { route } from '../../src/app.js';
import { requestReplacement } from '../../src/commands/request-replacement.js';
import { requestReplacementContract } from '../../src/http/contracts/request-replacement.js';

app.http(
  'requestReplacement',
  route(requestReplacementContract, ({ parts, caller, body }) => requestReplacement(parts, caller, body)),
);
