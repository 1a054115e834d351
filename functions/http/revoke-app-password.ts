import { app } from '@azure/functions';
import { route } from '../../src/app.js';
import { revokeAppPassword } from '../../src/commands/revoke-app-password.js';
import { revokeAppPasswordContract } from '../../src/http/contracts/revoke-app-password.js';

app.http(
  'revokeAppPassword',
  route(revokeAppPasswordContract, ({ parts, caller, params }) => revokeAppPassword(parts, caller, params)),
);
