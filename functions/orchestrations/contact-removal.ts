import * as df from 'durable-functions';
import { contactRemoval } from '../../src/workflows/contact-removal.js';

df.app.orchestration('contactRemoval', contactRemoval);
