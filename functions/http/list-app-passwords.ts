import { app } from '@azure/functions';
import { route } from '../../src/app.js';
import { listAppPasswords } from '../../src/commands/list-app-passwords.js';
import { listAppPasswordsContract } from '../../src/http/contracts/list-app-passwords.js';

app.http(
  'listAppPasswords',
  route(listAppPasswordsContract, ({ parts, caller }) => listAppPasswords(parts, caller)),
);
