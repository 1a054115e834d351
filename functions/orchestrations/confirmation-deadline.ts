import * as df from 'durable-functions';
import { confirmationDeadline } from '../../src/workflows/confirmation-deadline.js';

df.app.orchestration('confirmationDeadline', confirmationDeadline);
