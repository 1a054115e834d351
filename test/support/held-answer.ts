import type { Page } from 'playwright-core';

/** An answer that the page waits for: the service has given it, and it is on its way for as long as the test wants. */
interface HeldAnswer {
  /** Resolves once the service has answered. */
  readonly given: Promise<void>;
  /** Resolves once the page has the answer and has done what follows from it. */
  readonly letGo: () => Promise<void>;
}

/** Holds back the next answer to a request, by Playwright's pattern of its address. */
export async function holdAnswer(page: Page, to: string): Promise<HeldAnswer> {
  const [given, give] = settled();
  const [free, setFree] = settled();
  const [gone, go] = settled();
  let isHeld = false;
  // It stays when it has done its part: a browser that is told to look at no request any more may lose one that is under way.
  await page.route(to, async (route) => {
    if (isHeld) return route.fallback();
    isHeld = true;
    const response = await route.fetch();
    give();
    await free;
    await route.fulfill({ response });
    go();
  });
  const letGo = async (): Promise<void> => {
    setFree();
    await gone;
    // What follows takes the page a few tasks.
    await page.waitForTimeout(200);
  };
  return { given, letGo };
}

function settled(): readonly [Promise<void>, () => void] {
  let settle = (): void => undefined;
  const promise = new Promise<void>((resolve) => (settle = resolve));
  return [
    promise,
    () => {
      settle();
    },
  ];
}
