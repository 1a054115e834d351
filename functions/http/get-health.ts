import { app } from '@azure/functions';
import { route } from '../../src/app.js';
import { checkHealth } from '../../src/commands/check-health.js';
import { getHealthContract } from '../../src/http/contracts/get-health.js';

app.http(
  'getHealth',
  route(getHealthContract, ({ parts }) => checkHealth(parts)),
);
