import * as df from 'durable-functions';
import { accountErasure } from '../../src/workflows/account-erasure.js';

df.app.orchestration('accountErasure', accountErasure);
