import { app } from '@azure/functions';
import { route } from '../../src/app.js';
import { listActivity } from '../../src/commands/list-activity.js';
import { listActivityContract } from '../../src/http/contracts/list-activity.js';

app.http(
  'listActivity',
  route(listActivityContract, ({ parts, caller, query }) => listActivity(parts, caller, query)),
);
