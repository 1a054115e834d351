import * as df from 'durable-functions';
import { protectionWindow } from '../../src/workflows/protection-window.js';

df.app.orchestration('protectionWindow', protectionWindow);
