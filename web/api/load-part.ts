import { lost } from './connection.js';

/**
 * A part of the page that comes when it is wanted. After a release the service has other parts under other names, and a page
 * that was open all the while asks for what is gone: such a page is loaded again, which brings the new one.
 *
 * @returns undefined where it can't be had now
 */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part | undefined> {
  try {
    return await load();
  } catch {
    if (await isOutdated()) location.reload();
    return undefined;
  }
}

/** Whether the service's page now begins with another script than this one did. */
async function isOutdated(): Promise<boolean> {
  const own = document.querySelector<HTMLScriptElement>('script[type=module]')?.getAttribute('src');
  try {
    const answer = await fetch('/', { cache: 'no-cache' });
    return answer.ok && own !== undefined && own !== null && !(await answer.text()).includes(own);
  } catch {
    lost();
    return false;
  }
}
