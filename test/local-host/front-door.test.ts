import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { FrontDoor } from '../../local/functions-host/front-door.js';

it('a request that comes while the app is loaded waits for it', async () => {
  const front = new FrontDoor(0);
  const url = `http://127.0.0.1:${await front.reserve()}/early`;
  let answered = false;
  const early = fetch(url).then(async (response) => {
    answered = true;
    return response.text();
  });
  await expect(fetch(url, { signal: AbortSignal.timeout(200) })).rejects.toThrow('timeout');
  await sleep(100);
  expect(answered).toBe(false);
  const served: string[] = [];
  front.open((request, response) => {
    served.push(request.url ?? '');
    response.end('ready');
  });
  expect(await early).toBe('ready');
  expect(await (await fetch(url)).text()).toBe('ready');
  // The one that went away meanwhile is not served.
  expect(served).toEqual(['/early', '/early']);
  await front.close();
});

it('a port that is taken is named', async () => {
  const first = new FrontDoor(0);
  const port = await first.reserve();
  await expect(new FrontDoor(port).reserve()).rejects.toThrow(`Port ${port} is taken`);
  await first.close();
});
