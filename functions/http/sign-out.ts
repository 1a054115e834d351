import { app } from '@azure/functions';
import { route } from '../../src/app.js';
import { signOut } from '../../src/commands/sign-out.js';
import { signOutContract } from '../../src/http/contracts/sign-out.js';

app.http(
  'signOut',
  route(signOutContract, ({ parts, caller }) => signOut(parts, caller)),
);
