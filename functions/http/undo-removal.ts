import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { route } from '../../src/app.js';
import { undoRemoval } from '../../src/commands/undo-removal.js';
import { undoRemovalContract } from '../../src/http/contracts/undo-removal.js';

app.http('undoRemoval', {
  ...route(undoRemovalContract, ({ parts, body }) => undoRemoval(parts, body)),
  extraInputs: [df.input.durableClient()],
});
