import * as df from 'durable-functions';
import { recoveryCode } from '../../src/workflows/recovery-code.js';

df.app.orchestration('recoveryCode', recoveryCode);
