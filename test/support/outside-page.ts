import { expect } from 'vitest';
import type { Visit } from './web-visit.js';

/** All that the tab keeps. */
export function keptIn({ page }: Visit): Promise<string> {
  return page.evaluate<string>('JSON.stringify(sessionStorage)');
}

/** There is nowhere to type a name, a password or a code, and no way to what is somebody else's. */
export async function showsNothingOfOurs({ page }: Visit): Promise<void> {
  expect(await page.locator('form, input').count()).toBe(0);
  for (const name of ['Forgot your password?', 'Create an account'])
    expect(await page.getByRole('link', { name }).count(), name).toBe(0);
}
