import { randomBytes } from 'node:crypto';
import type { Random } from '../../ports/random.js';

export const systemRandom: Random = {
  id: () => randomBytes(16).toString('base64url'),
  fraction: () => Math.random(),
};
