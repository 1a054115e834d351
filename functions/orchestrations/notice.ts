import * as df from 'durable-functions';
import { notice } from '../../src/workflows/notice.js';

df.app.orchestration('notice', notice);
