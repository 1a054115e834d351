import type { Later } from '../../ports/later.js';

export const systemLater: Later = (ms, act) => {
  setTimeout(act, ms).unref();
};
