import { mkdirSync } from 'node:fs';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** How a visitor's browser shows pages. */
export interface Looks {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
}

export const NARROW = 320;
export const WIDE = 1280;
const IMAGES = 'docs/images';
/** The states that the README and docs/web.md show; `npm run pictures` takes them. */
const PICTURED: ReadonlySet<string> = new Set([
  'activity',
  'add-email-suggestion',
  'add-phone-countries',
  'app-password-made',
  'code-undelivered',
  'confirm',
  'protected',
  'recover-contact',
  'remove-last',
  'security-info',
  'security-info-ar',
  'sign-in-blocked',
]);

/** Nothing is wrong with the page as it stands, however it is looked at; it is left as it was. */
export async function checkLooks(page: Page, name: string, { scheme: own, width }: Looks): Promise<void> {
  for (const [how, scheme, direction] of [
    ['light', 'light', undefined],
    ['dark', 'dark', undefined],
    ['right to left', 'light', 'rtl'],
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    const before = await page.evaluate<string>('document.documentElement.dir');
    if (direction !== undefined) await turn(page, direction);
    expect(await violations(page), `${name}, ${how}`).toEqual([]);
    if (direction !== undefined) await fits(page, name, how, width);
    await turn(page, before);
  }
  await page.emulateMedia({ colorScheme: own });
  await fits(page, name, 'as it is', width);
}

export async function takePicture(page: Page, name: string, fullPage: boolean): Promise<void> {
  if (process.env['PICTURES'] !== '1') return;
  mkdirSync(IMAGES, { recursive: true });
  await page.screenshot({ path: `${IMAGES}/${name}.png`, fullPage });
}

async function turn(page: Page, direction: string): Promise<void> {
  await page.evaluate(`document.documentElement.dir = ${JSON.stringify(direction)}`);
}

async function fits(page: Page, name: string, how: string, own: number): Promise<void> {
  const height = page.viewportSize()?.height ?? 800;
  for (const width of [NARROW, WIDE]) {
    await page.setViewportSize({ width, height });
    const over = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(over, `${name}, ${how}: pixels too wide at ${width}`).toBeLessThanOrEqual(0);
    if (how === 'as it is' && PICTURED.has(name)) await takePicture(page, `${name}-${width}`, true);
  }
  await page.setViewportSize({ width: own, height });
}

/** What axe finds wrong with the page as it stands: the rule, and where. */
export async function violations(page: Page): Promise<readonly string[]> {
  // The page's own policy forbids foreign scripts; the test's comes in beside it.
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate<{
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly html: string }[];
    }[];
  }>('axe.run()');
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
