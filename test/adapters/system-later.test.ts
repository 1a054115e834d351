import { describe, expect, it } from 'vitest';
import { systemLater } from '../../src/adapters/system/system-later.js';

/** What keeps this process from ending. */
const keeping = () => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length;

describe('something for later', () => {
  it('is done then', async () => {
    await new Promise<void>((resolve) => {
      systemLater(1, resolve);
    });
  });

  it('keeps no process for it', () => {
    const before = keeping();
    const held = setTimeout(() => undefined, 60_000);
    expect(keeping()).toBe(before + 1);
    clearTimeout(held);
    systemLater(60_000, () => undefined);
    expect(keeping()).toBe(before);
  });
});
